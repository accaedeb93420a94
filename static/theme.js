// Puts the theme on before the first paint: the remembered one, or else what the system asks for.
(() => {
  const themes = ["light", "dark", "projector"];
  let theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  try {
    const remembered = localStorage.getItem("podline.theme");
    if (themes.includes(remembered)) theme = remembered;
  } catch {
    // Storage is switched off: the system's wish stands.
  }
  document.documentElement.dataset.theme = theme;
})();
