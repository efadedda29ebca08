/**
 * Markdown in pieces that mean the same alone as together: while an answer streams in, only its last piece is
 * formatted again. A piece ends at a blank line before what begins something new; a list stays whole, and so does a
 * text with definitions, which reach from one end of it to the other.
 */
export function blocks(markdown: string): readonly string[] {
  if (/^ {0,3}\[[^\]\n]+\]:/m.test(markdown)) return [markdown];
  const found: string[] = [];
  let current: string[] = [];
  let fence: string | undefined;
  let blank = false;
  for (const line of markdown.split("\n")) {
    if (blank && fence === undefined && current.length && begins(line, current[0]!)) {
      found.push(current.join("\n"));
      current = [];
    }
    current.push(line);
    const mark = /^ {0,3}(```+|~~~+)(.*)$/.exec(line);
    if (mark && fence === undefined) fence = mark[1];
    else if (mark && fence && mark[1]![0] === fence[0] && mark[1]!.length >= fence.length && !mark[2]!.trim()) fence = undefined;
    blank = line.trim() === "";
  }
  found.push(current.join("\n"));
  return found;
}

const LIST_ITEM = /^(?:[-*+]|\d{1,9}[.)])(?:\s|$)/;

/** Whether the line after a blank one begins another block than the one that `first` began. */
const begins = (line: string, first: string): boolean => /^\S/.test(line) && !(LIST_ITEM.test(line) && LIST_ITEM.test(first));
