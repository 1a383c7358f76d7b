// Starts the interface. A file and not an inline script: the content security policy allows scripts of this origin only.
import init from "/guichet-ui.js";

// The theme is applied before the program is there, so that a dark desk never flashes white.
const theme = localStorage.getItem("theme");
if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;

init({ module_or_path: "/guichet-ui_bg.wasm" });
