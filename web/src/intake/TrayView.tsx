import { type DragEvent, useEffect, useState } from "react";

import * as format from "../ui/format";
import { useText } from "../ui/i18n";
import { Again, ArrowLeft, ArrowRight, Close, Dots, Link, Shrink, Warning } from "../ui/icons";
import { Menu, type MenuItem } from "../ui/Menu";
import { announce, notify } from "../ui/notices";
import { useBlobUrl } from "../ui/useBlobUrl";
import { type Broken } from "./admit";
import { brokenText } from "./refusals";
import type { Attachment, Saving, Tray } from "./tray";

const MOVED_TYPE = "application/x-fovea-image";

/** The images of a turn before it is sent: what they are, how far they are, what is wrong with them. */
export function TrayView({
  tray,
  images,
  problems,
  shrinkTo,
  onOpen,
}: {
  readonly tray: Tray;
  readonly images: readonly Attachment[];
  readonly problems: ReadonlyMap<string, Broken>;
  readonly shrinkTo: number | undefined;
  readonly onOpen: (index: number) => void;
}) {
  const t = useText();
  const [over, setOver] = useState<number>();

  const shrink = async (image: Attachment) => {
    const saved = await tray.shrink(image.id).catch(() => undefined);
    if (saved && shrinkTo) notify(t.tray.shrunk(shrinkTo, format.bytes(saved.from), format.bytes(saved.to)), { forMs: 6000 });
    else notify(t.tray.noSmaller, { forMs: 6000 });
  };

  const move = (image: Attachment, to: number) => {
    tray.move(image.id, to);
    announce(t.tray.moved(image.name, to + 1));
  };

  const drop = (event: DragEvent, to: number) => {
    const id = event.dataTransfer.getData(MOVED_TYPE);
    setOver(undefined);
    if (!id) return; // files: the window takes them
    event.preventDefault();
    event.stopPropagation();
    tray.move(id, to);
  };

  // What shrinking would save is worked out before it is offered.
  const [savings, setSavings] = useState<ReadonlyMap<string, Saving>>(new Map());
  useEffect(() => {
    for (const [id, { limit }] of problems) {
      if (limit === "damaged") continue;
      void tray.offer(id).then(
        (saving) => saving && setSavings((old) => new Map(old).set(id, saving)),
        () => undefined,
      );
    }
  }, [tray, problems]);

  const broken = images.flatMap((image) => {
    const problem = problems.get(image.id);
    return problem ? [{ image, problem }] : [];
  });

  const large = broken.filter(({ problem }) => problem.limit !== "damaged");

  return (
    <>
      <ol className="tray" aria-label={t.composer.trayLabel}>
        {images.map((image, index) => (
          <li
            key={image.id}
            className={over === index ? "over" : undefined}
            draggable
            onDragStart={(event) => {
              event.dataTransfer.setData(MOVED_TYPE, image.id);
              event.dataTransfer.effectAllowed = "move";
            }}
            onDragOver={(event) => {
              if (!event.dataTransfer.types.includes(MOVED_TYPE)) return;
              event.preventDefault();
              setOver(index);
            }}
            onDragLeave={() => setOver(undefined)}
            onDrop={(event) => drop(event, index)}
          >
            <Tile
              image={image}
              index={index}
              last={index === images.length - 1}
              problem={problems.get(image.id)}
              shrinkTo={shrinkTo}
              onOpen={() => onOpen(index)}
              onMove={(to) => move(image, to)}
              onRemove={() => tray.remove(image.id)}
              onRetry={() => tray.retry(image.id)}
              onShrink={() => void shrink(image)}
            />
          </li>
        ))}
      </ol>
      {broken.length ? (
        <div className="tray-problems" role="alert">
          <Warning size={18} />
          <div>
            {broken.slice(0, 3).map(({ image, problem }) => (
              <p key={image.id}>{brokenText(problem, image.name, t)}</p>
            ))}
            {broken.length > 3 ? <p>{t.intake.andMore(broken.length - 3)}</p> : null}
          </div>
          {large.length ? (
            <button type="button" className="text-button" onClick={() => large.forEach(({ image }) => void shrink(image))}>
              {t.tray.shrinkAll(large.length, shrinkTo ?? 0, savedText(large.map(({ image }) => savings.get(image.id))))}
            </button>
          ) : null}
        </div>
      ) : null}
    </>
  );
}

/** "11.2 MB → 0.6 MB" for all of them; empty until every one is known. */
function savedText(savings: readonly (Saving | undefined)[]): string {
  if (savings.some((saving) => !saving)) return "";
  const sum = (key: keyof Saving) => savings.reduce((total, saving) => total + saving![key], 0);
  return `${format.bytes(sum("from"))} → ${format.bytes(sum("to"))}`;
}

function Tile({
  image,
  index,
  last,
  problem,
  shrinkTo,
  onOpen,
  onMove,
  onRemove,
  onRetry,
  onShrink,
}: {
  readonly image: Attachment;
  readonly index: number;
  readonly last: boolean;
  readonly problem: Broken | undefined;
  readonly shrinkTo: number | undefined;
  readonly onOpen: () => void;
  readonly onMove: (to: number) => void;
  readonly onRemove: () => void;
  readonly onRetry: () => void;
  readonly onShrink: () => void;
}) {
  const t = useText();
  const url = useBlobUrl(image.thumb);
  const label = t.imageLabel(index + 1);
  const { upload } = image;
  const items: MenuItem[] = [
    ...(index > 0 ? [{ id: "earlier", label: t.tray.earlier, icon: <ArrowLeft size={16} />, run: () => onMove(index - 1) }] : []),
    ...(last ? [] : [{ id: "later", label: t.tray.later, icon: <ArrowRight size={16} />, run: () => onMove(index + 1) }]),
    ...(image.file && shrinkTo && !image.damaged ? [{ id: "shrink", label: t.tray.shrink(shrinkTo), icon: <Shrink size={16} />, run: onShrink }] : []),
    ...(upload.state === "failed" ? [{ id: "retry", label: t.tray.retry, icon: <Again size={16} />, run: onRetry }] : []),
  ];
  return (
    <div className={problem || upload.state === "failed" ? "tile wrong" : "tile"}>
      <button type="button" className="tile-picture" aria-label={t.tray.open(label, image.name)} title={image.name} onClick={onOpen}>
        {url ? <img src={url} alt="" draggable={false} /> : image.url ? <Link /> : <span>{image.reading ? t.tray.reading : t.tray.noPreview}</span>}
      </button>
      <span className="badge">{label}</span>
      <button type="button" className="tile-remove" aria-label={t.tray.remove(label, image.name)} title={t.tray.remove(label, image.name)} onClick={onRemove}>
        <Close size={14} />
      </button>
      {items.length ? <Menu label={t.tray.options(label)} className="tile-menu" button={<Dots size={16} />} items={items} /> : null}
      {upload.state === "sending" ? (
        <progress max={1} value={upload.share} aria-label={t.tray.progress(label)} />
      ) : upload.state === "failed" ? (
        <button type="button" className="tile-retry" onClick={onRetry} title={t.tray.failed}>
          <Again size={14} /> {t.retry}
        </button>
      ) : null}
      <small className="tile-note">
        {image.url ? t.tray.byAddress : format.bytes(image.bytes)}
        {image.was ? <span title={t.tray.shrunk(shrinkTo ?? 0, format.bytes(image.was.bytes), format.bytes(image.bytes))}> ({t.tray.was(format.bytes(image.was.bytes))})</span> : null}
      </small>
    </div>
  );
}
