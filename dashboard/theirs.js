// Streamlit's own words in the language of the page. KT.theirs pairs its English with our Danish; what stands in a
// {gap} is kept, a {month} or a {date} is turned.

const NAMED =
  "button, nav, section, span[role=group], [role=spinbutton], [role=application], [role=grid], [role=dialog], " +
  "[data-testid=stDateInputCalendar], [data-testid=stFileUploaderDropzoneInput], [data-testid=stStatusWidgetRunningIcon]";
const SAID =
  "[data-testid=InputInstructions] span, [role=option][style*='display: contents'] > span, [data-live-announcer] div, " +
  "[data-testid=stDateInputCalendar] :is(h2, span), [data-testid=stDateInputField] [data-type=year], " +
  "[data-testid=stDialog] :is(h2, h2 + div > div), [data-testid=stSidebarNavViewButton], [id^=react-aria-description], [data-testid=stFileUploader] [data-testid=stFileChip] *, #stFloatingOverlayPortal div";
const HELD = "input[placeholder]";

const monthsIn = (lang) =>
  Array.from({ length: 12 }, (_, month) => new Date(2001, month).toLocaleDateString(lang, { month: "long" }));

function turned(gap, text, from, to) {
  if (gap === "month") return monthsIn(to)[monthsIn(from).indexOf(text)] ?? text;
  const date = gap === "date" ? new Date(text) : NaN;
  return Number.isNaN(Number(date)) ? text : date.toLocaleDateString(to, { dateStyle: "long" });
}

/** Return how to say in one language what Streamlit says in the other; an unknown text is returned as it is. */
function wordsFrom(from, to) {
  const whole = new Map();
  const withGaps = [];
  for (const pair of KT.theirs) {
    const gaps = [...pair[from].matchAll(/{(\w+)}/g)].map((found) => found[1]);
    if (!gaps.length) whole.set(pair[from], pair[to]);
    const parts = pair[from].split(/{\w+}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    if (gaps.length) withGaps.push({ gaps, pattern: new RegExp(`^${parts.join("(.+)")}$`), to: pair[to] });
  }
  return (text) => {
    if (whole.has(text)) return whole.get(text);
    for (const { gaps, pattern, to: said } of withGaps) {
      const found = pattern.exec(text);
      if (found) return gaps.reduce((done, gap, i) => done.replace(`{${gap}}`, () => turned(gap, found[i + 1], from, to)), said);
    }
    return text;
  };
}

function sayName(element, name, words) {
  const text = element.getAttribute(name);
  if (text && words(text) !== text) element.setAttribute(name, words(text));
}

function sayText(element, words) {
  const node = element.childNodes.length === 1 ? element.firstChild : null;
  // The same node is kept: Streamlit writes into it again.
  if (node?.nodeType === Node.TEXT_NODE && words(node.data) !== node.data) node.data = words(node.data);
}

/** Say everything of Streamlit's under an element in the other language. */
function say(root, words) {
  const all = (selector) => [...(root.matches(selector) ? [root] : []), ...root.querySelectorAll(selector)];
  for (const element of all(NAMED)) ["aria-label", "aria-valuetext"].forEach((name) => sayName(element, name, words));
  for (const element of all(HELD)) sayName(element, "placeholder", words);
  for (const element of all(SAID)) sayText(element, words);
}

const danish = wordsFrom("en", "da");

// At once, before the browser draws or a screen reader listens.
new MutationObserver((records) => {
  if (document.documentElement.lang !== "da") return;
  for (const { type, target, addedNodes } of records) {
    if (type === "attributes") say(target, danish);
    else if (type === "characterData" || addedNodes[0]?.nodeType === Node.TEXT_NODE) {
      const element = type === "characterData" ? target.parentElement : target;
      if (element?.matches(SAID)) sayText(element, danish);
    } else addedNodes.forEach((node) => node.nodeType === Node.ELEMENT_NODE && say(node, danish));
  }
}).observe(document.body, {
  childList: true,
  subtree: true,
  characterData: true,
  attributes: true,
  attributeFilter: ["aria-label", "aria-valuetext", "placeholder"],
});
if (document.documentElement.lang === "da") say(document.body, danish);
