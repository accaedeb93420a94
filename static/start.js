// Loads the simulator and shows how far that is, then what can wait until the first picture is painted:
// the workbench around the text. And serves the panel that comes up when the simulator breaks, for then
// nothing else is left to serve it.

const $ = (id) => document.getElementById(id);
const file = (kind) => {
  const name = document.querySelector(`meta[name="podline-${kind}"]`).content;
  return new URL(name, document.baseURI).href;
};

/** The response, counted while it comes in. */
function counted(response) {
  const bar = $("load-bar");
  const size = $("load-size");
  const kilobytes = (bytes) => Math.round(bytes / 1000);
  // The length counts compressed bytes where the host compresses; then only what came is known.
  const total = response.headers.get("content-encoding") ? 0 : Number(response.headers.get("content-length"));
  let loaded = 0;
  if (total) bar.max = total;
  const meter = new TransformStream({
    transform(chunk, controller) {
      loaded += chunk.byteLength;
      if (total) bar.value = loaded;
      size.textContent = total ? `${kilobytes(loaded)} of ${kilobytes(total)} kB` : `${kilobytes(loaded)} kB`;
      controller.enqueue(chunk);
    },
  });
  return new Response(response.body.pipeThrough(meter), { headers: { "content-type": "application/wasm" } });
}

$("panic-copy").addEventListener("click", async (event) => {
  const text = $("manifest-text");
  const button = event.currentTarget;
  try {
    await navigator.clipboard.writeText(text.value);
    button.textContent = "Copied";
  } catch {
    // The editor may lie over it.
    text.hidden = false;
    text.focus();
    text.select();
    button.textContent = "Selected: copy it with the keyboard";
  }
});

try {
  const [{ default: init }, response] = await Promise.all([import(file("js")), fetch(file("wasm"))]);
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
  await init({ module_or_path: counted(response) });
} catch (error) {
  console.error(error);
  const text = $("load-text");
  // A panic while starting has its own panel.
  if (text && $("panic").hidden) text.textContent = "The simulator did not load. Check the connection and reload the page.";
}

// After the first picture has been painted.
requestAnimationFrame(() => setTimeout(() => import(file("later")).catch(console.error)));
