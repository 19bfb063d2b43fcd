const d = document, tools = d.querySelector("[data-tools]"), area = tools && tools.closest("form").querySelector("[name=body]");
const put = (words, from, to) => {
  area.focus();
  area.setSelectionRange(from, to);
  d.execCommand("insertText", false, words);
};
const begin = (mark, words) => mark + words.replace(/\n/g, "\n" + mark);
const add = (mark) => {
  const line = mark.endsWith(" "), after = mark === "[" ? "](https://)" : mark, at = area.selectionStart, to = area.selectionEnd;
  const text = area.value, from = line ? text.lastIndexOf("\n", at - 1) + 1 : at, words = text.slice(from, to);
  put(line ? begin(mark, words) : mark + words + after, from, to);
  if (!line) area.selectionEnd -= words ? after.length > 2 : after.length;
};
if (area) {
  let words;
  area.before(tools);
  tools.hidden = false;
  d.addEventListener("pointerdown", () => { // a tap deselects
    const now = getSelection(), from = now.anchorNode && now.anchorNode.parentNode.closest(".post-body");
    words = from && from.contains(now.focusNode) && [from.closest("article"), String(now).trim()];
  });
  d.addEventListener("click", (e) => {
    const { mark, quote } = (e.target.closest("a,button") || d.body).dataset, end = area.value.length;
    if (mark) add(mark);
    if (!quote || !words || !words[1] || !words[0].contains(e.target)) return;
    e.preventDefault();
    put((end ? "\n\n" : "") + begin("> ", quote + "\n\n" + words[1]) + "\n\n", end, end);
    area.form.elements.reply_to.value = words[0].dataset.number;
  });
}
