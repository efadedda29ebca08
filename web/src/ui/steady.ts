/**
 * Markdown that is still arriving, without what would change its look once its other half is there: a table's
 * first row, a fence's first ticks, half a link, an open emphasis. Held back for a few frames, never lost.
 */
export function steady(markdown: string): string {
  const fence = openFence(markdown);
  if (fence !== undefined) {
    // Inside a code block nothing has a meaning but the fence that ends it.
    const lastLine = markdown.slice(markdown.lastIndexOf("\n") + 1);
    return /^ {0,3}[`~]{1,}$/.test(lastLine) && !isWholeFenceStart(markdown) ? markdown.slice(0, markdown.length - lastLine.length) : markdown;
  }
  return heldLine(closedInline(heldTable(markdown)));
}

const isWholeFenceStart = (markdown: string): boolean => /(^|\n) {0,3}(```+|~~~+)[^\n]*$/.test(markdown) && openFence(markdown.slice(0, markdown.lastIndexOf("\n") + 1)) === undefined;

function openFence(markdown: string): string | undefined {
  let open: string | undefined;
  for (const line of markdown.split("\n")) {
    const mark = /^ {0,3}(```+|~~~+)(.*)$/.exec(line);
    if (!mark) continue;
    if (open === undefined) open = mark[1];
    else if (mark[1]![0] === open[0] && mark[1]!.length >= open.length && !mark[2]!.trim()) open = undefined;
  }
  return open;
}

/** A table is one from its delimiter row on; until then its head would be shown as a line of bars. */
function heldTable(markdown: string): string {
  const start = markdown.lastIndexOf("\n\n") + 1 || 0;
  const lines = markdown.slice(start).replace(/^\n/, "").split("\n");
  const first = lines[0] ?? "";
  if (!first.trimStart().startsWith("|")) return markdown;
  // The delimiter row is whole when it has as many bars as the head.
  if (lines.length === 1 || (lines.length === 2 && (!/^\s*\|?[\s:|-]*-[\s:|-]*\|\s*$/.test(lines[1]!) || bars(lines[1]!) < bars(first)))) {
    return markdown.slice(0, markdown.length - lines.join("\n").length);
  }
  // A row that has not come to its end yet would grow cell by cell.
  const last = lines[lines.length - 1]!;
  return last && !last.trimEnd().endsWith("|") ? markdown.slice(0, markdown.length - last.length) : markdown;
}

const bars = (row: string): number => (row.match(/(?<!\\)\|/g) ?? []).length;

function heldLine(markdown: string): string {
  const start = markdown.lastIndexOf("\n") + 1;
  const line = markdown.slice(start);
  // The first ticks of a fence, a lone list mark, a heading without its words.
  return /^\s*(`{1,2}|~{1,2}|[-*+]|\d+[.)]?|#{1,6}|={1,2})\s*$/.test(line) ? markdown.slice(0, start) : markdown;
}

/** Closes what the last paragraph has left open. */
function closedInline(markdown: string): string {
  const start = markdown.lastIndexOf("\n\n") + 1;
  let paragraph = markdown.slice(start);
  // Half a link or picture: its words stay, its address waits.
  paragraph = paragraph.replace(/!?\[([^\]\n]*)\]?(\([^)\n]*)?$/, (whole, words: string, rest?: string) =>
    /\]$/.test(whole) && rest === undefined ? whole : words,
  );
  const code = (paragraph.match(/`+/g) ?? []).filter((ticks) => ticks.length === 1).length;
  if (code % 2 === 1) return markdown.slice(0, start) + paragraph + "`";
  const bare = paragraph.replace(/`[^`]*`/g, "");
  paragraph = paragraph.replace(/(\*{1,2}|_{1,2}|~{1,2})$/, (mark) => (opens(bare, mark) ? "" : mark));
  for (const mark of ["**", "~~"]) if (opens(bare.replace(/(\*{1,2}|~{1,2})$/, ""), mark)) paragraph += mark;
  return markdown.slice(0, start) + paragraph;
}

const opens = (text: string, mark: string): boolean => (text.split(mark).length - 1) % 2 === 1;
