/**
 * CodeMirror's own rules, as a style sheet that the page's policy lets in and its style sheets override: it would
 * write them into a <style>, which `style-src 'self'` forbids, and outside of any layer, where they would win.
 */
import { StyleModule } from "style-mod";

const sheet = new CSSStyleSheet();

/** Takes over where CodeMirror hands out its rules, each time an editor is made or gets new parts. */
StyleModule.mount = (_root, modules) => {
  const rules = [modules].flat().map((module) => module.getRules());
  sheet.replaceSync(`@layer base { ${rules.join("\n")} }`);
  if (!document.adoptedStyleSheets.includes(sheet)) document.adoptedStyleSheets.push(sheet);
};
