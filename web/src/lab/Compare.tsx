import { type ReactNode, useState } from "react";

import type { ImageInspection, Reading } from "../api/own";
import * as format from "../ui/format";
import { useText } from "../ui/i18n";
import { useBlobUrl } from "../ui/useBlobUrl";

/**
 * What was given and what a model sees of it, one over the other at the size of the latter. The slider moves the
 * edge between them. True pixels means: one pixel that the model sees is one of the screen.
 */
export function Compare({
  file,
  seen,
  report,
  reading,
  children,
}: {
  readonly file: Blob;
  readonly seen: Blob;
  readonly report: ImageInspection;
  readonly reading: Reading | undefined;
  /** What else can be chosen about the view. */
  readonly children: ReactNode;
}) {
  const t = useText();
  const [edge, setEdge] = useState(50);
  const [fits, setFits] = useState(true);
  const before = useBlobUrl(file);
  const after = useBlobUrl(seen);
  if (!before || !after || !report.seen || !report.size) return <div className="compare-empty" />;
  const { width, height } = report.seen;
  return (
    <div className="compare">
      <div className="compare-bar">
        <span>{t.lab.given(format.size(report.size.width, report.size.height))}</span>
        <input type="range" min={0} max={100} value={edge} aria-label={t.lab.slider} aria-valuetext={t.lab.sliderText(edge)} onChange={(event) => setEdge(Number(event.target.value))} />
        <span>{t.lab.seen(format.size(width, height))}</span>
      </div>
      <div className={fits ? "compare-stage fits" : "compare-stage"} tabIndex={0} role="group" aria-label={t.lab.compare}>
        <div className="compare-layers" style={fits ? { aspectRatio: `${width} / ${height}`, maxWidth: width } : { width: width / devicePixelRatio, height: height / devicePixelRatio }}>
          <img src={after} alt={t.lab.seenAlt} draggable={false} />
          <img src={before} alt={t.lab.givenAlt} draggable={false} style={{ clipPath: `inset(0 ${100 - edge}% 0 0)` }} />
          <span className="compare-edge" style={{ left: `${edge}%` }} />
          {reading ? (
            <svg viewBox={`0 0 ${reading.width} ${reading.height}`} role="img" aria-label={t.lab.boxes(reading.lines.length)}>
              {reading.lines.map((line, i) => (
                <polygon key={i} points={line.corners.map((point) => point.join(",")).join(" ")}>
                  <title>{line.text}</title>
                </polygon>
              ))}
              {reading.unreadable.map((corners, i) => (
                <polygon key={`u${i}`} className="unread" points={corners.map((point) => point.join(",")).join(" ")} />
              ))}
            </svg>
          ) : null}
        </div>
      </div>
      <div className="lab-checks">
        {children}
        <label className="check">
          <input type="checkbox" checked={!fits} onChange={(event) => setFits(!event.target.checked)} />
          <span>{t.lab.truePixels}</span>
        </label>
      </div>
    </div>
  );
}
