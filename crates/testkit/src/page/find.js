// Finds what a person would point at, by its words. Injected before each question; nothing stays in the page.
// Spaces of every kind count as one ordinary space, so that a story need not spell French typography.
const flat = (text) => (text ?? "").replace(/\s+/gu, " ").trim();
const isVisible = (element) =>
  element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && element.getClientRects().length > 0;

// The smallest visible element that holds the words.
const holding = (words, root = document.body) => {
  const wanted = flat(words);
  const search = (element) => {
    if (["SCRIPT", "STYLE", "TEMPLATE"].includes(element.tagName) || !flat(element.textContent).includes(wanted)) return null;
    for (const child of element.children) {
      const found = search(child);
      if (found) return found;
    }
    // Its words may be those of a hidden child: only the rendered text counts.
    return isVisible(element) && flat(element.innerText).includes(wanted) ? element : null;
  };
  return root ? search(root) : null;
};

// What is hidden from assistive tools names nothing: two letters of a face, a pictogram.
const spoken = (node) =>
  node.nodeType === Node.TEXT_NODE
    ? node.data
    : node.getAttribute?.("aria-hidden") === "true"
      ? ""
      : [...node.childNodes].map(spoken).join("");
const byIds = (ids) => ids.split(/\s+/).map((id) => document.getElementById(id)?.textContent ?? "").join(" ");
const nameOf = (element) =>
  flat(
    element.getAttribute("aria-label") ||
      (element.hasAttribute("aria-labelledby") ? byIds(element.getAttribute("aria-labelledby")) : "") ||
      [...(element.labels ?? [])].map((label) => label.textContent).join(" ") ||
      (element.matches("input,textarea,select") ? "" : spoken(element)) ||
      element.getAttribute("placeholder") ||
      element.getAttribute("title"),
  );

// Exact name first; else the first that begins so: a key or a star may follow the word.
const named = (selector, name) => {
  const wanted = flat(name);
  const all = [...document.querySelectorAll(selector)].filter(isVisible);
  return all.find((element) => nameOf(element) === wanted) ?? all.find((element) => nameOf(element).startsWith(wanted)) ?? null;
};

const BUTTONS =
  "button,a[href],summary,input[type=submit],input[type=button],[role=button],[role=link],[role=tab],[role=option],[role=menuitem],[role=menuitemradio],[role=radio],[role=switch],[role=row]";
const FIELDS = "input,textarea,select,[contenteditable=true],[role=textbox],[role=combobox],[role=searchbox]";
const isEnabled = (element) => !element.matches(":disabled,[aria-disabled=true]");
