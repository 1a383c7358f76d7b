// Starts the interface. A file and not an inline script: the content security policy allows scripts of this origin only.
import init from "/guichet-ui.js";

// The theme is applied before the program is there, so that a dark desk never flashes white.
const theme = localStorage.getItem("theme");
if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;

// The program takes the whole body: the icons step out of it.
document.documentElement.append(document.getElementById("icons"));

init({ module_or_path: "/guichet-ui_bg.wasm" });
