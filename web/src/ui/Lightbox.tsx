import { type PointerEvent, useEffect, useRef, useState } from "react";

import { number, size } from "./format";
import { useText } from "./i18n";
import { ChevronLeft, ChevronRight, Close, Marks, ZoomIn, ZoomOut } from "./icons";
import { useBlobUrl } from "./useBlobUrl";

export interface Viewed {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  /** Where it is, for an image that is not in this browser: only the service fetches addresses. */
  readonly address?: string;
  readonly load: () => Promise<Blob | undefined>;
  /** Places to be marked, in pixels of the image. */
  readonly marks: readonly { readonly text: string; readonly corners: readonly (readonly [number, number])[] }[];
}

const STEPS = [1, 1.5, 2, 3, 4, 6, 8];

/** Images one at a time, as large as the window allows; zoom by button, key, wheel or double click; arrows go on. */
export function Lightbox({ images, start, onClose }: { readonly images: readonly Viewed[]; readonly start: number; readonly onClose: () => void }) {
  const t = useText();
  const dialog = useRef<HTMLDialogElement>(null);
  const [index, setIndex] = useState(start);
  const [zoom, setZoom] = useState(1);
  const [offset, setOffset] = useState({ x: 0, y: 0 });
  const [natural, setNatural] = useState<{ readonly width: number; readonly height: number }>();
  const [marked, setMarked] = useState(true);
  const grabbed = useRef<{ x: number; y: number } | undefined>(undefined);
  const image = images[index]!;
  const [blob, setBlob] = useState<Blob | "none">();
  const url = useBlobUrl(blob === "none" ? undefined : blob);

  useEffect(() => {
    const before = document.activeElement;
    const shown = dialog.current!;
    shown.showModal();
    return () => {
      shown.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);

  useEffect(() => {
    let current = true;
    setBlob(undefined);
    setNatural(undefined);
    setZoom(1);
    setOffset({ x: 0, y: 0 });
    void image.load().then((loaded) => {
      if (current) setBlob(loaded ?? "none");
    });
    return () => {
      current = false;
    };
  }, [image]);

  const turn = (by: number) => setIndex((old) => Math.min(images.length - 1, Math.max(0, old + by)));
  const scale = (by: number) =>
    setZoom((old) => {
      const next = by > 0 ? STEPS.find((step) => step > old) : STEPS.findLast((step) => step < old);
      if ((next ?? old) === 1) setOffset({ x: 0, y: 0 });
      return next ?? old;
    });

  const transform = `translate(${offset.x}px, ${offset.y}px) scale(${zoom})`;

  const drag = (event: PointerEvent) => {
    if (!grabbed.current || zoom === 1) return;
    setOffset({ x: event.clientX - grabbed.current.x, y: event.clientY - grabbed.current.y });
  };

  return (
    <dialog
      ref={dialog}
      className="lightbox"
      aria-label={t.lightbox.title(image.label)}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onKeyDown={(event) => {
        const act: Record<string, () => void> = {
          ArrowLeft: () => turn(-1),
          ArrowRight: () => turn(1),
          "+": () => scale(1),
          "=": () => scale(1),
          "-": () => scale(-1),
          "0": () => (setZoom(1), setOffset({ x: 0, y: 0 })),
        };
        if (act[event.key]) {
          event.preventDefault();
          act[event.key]!();
        }
      }}
    >
      <header>
        <p>
          <strong>{image.label}</strong> <bdi>{image.name}</bdi> {natural ? size(natural.width, natural.height) : ""}
        </p>
        {image.marks.length ? (
          <button type="button" className="icon-button" aria-pressed={marked} aria-label={t.lightbox.marks} title={t.lightbox.marks} onClick={() => setMarked((old) => !old)}>
            <Marks />
          </button>
        ) : null}
        <span aria-live="polite">{number(Math.round(zoom * 100))} %</span>
        <button type="button" className="icon-button" aria-label={t.lightbox.zoomOut} title={t.lightbox.zoomOut} onClick={() => scale(-1)} disabled={zoom === 1}>
          <ZoomOut />
        </button>
        <button type="button" className="icon-button" aria-label={t.lightbox.zoomIn} title={t.lightbox.zoomIn} onClick={() => scale(1)} disabled={zoom === STEPS.at(-1)}>
          <ZoomIn />
        </button>
        <button type="button" className="icon-button" aria-label={t.close} title={t.close} onClick={onClose}>
          <Close />
        </button>
      </header>
      <div
        className={zoom > 1 ? "stage zoomed" : "stage"}
        onClick={(event) => {
          if (event.target === event.currentTarget) onClose();
        }}
        onWheel={(event) => scale(event.deltaY < 0 ? 1 : -1)}
        onDoubleClick={() => (zoom === 1 ? setZoom(3) : (setZoom(1), setOffset({ x: 0, y: 0 })))}
        onPointerDown={(event) => {
          grabbed.current = { x: event.clientX - offset.x, y: event.clientY - offset.y };
        }}
        onPointerMove={drag}
        onPointerUp={() => (grabbed.current = undefined)}
        onPointerLeave={() => (grabbed.current = undefined)}
      >
        {url ? (
          <>
            <img
              src={url}
              alt={t.lightbox.alt(image.label, image.name)}
              draggable={false}
              style={{ transform }}
              onLoad={(event) => setNatural({ width: event.currentTarget.naturalWidth, height: event.currentTarget.naturalHeight })}
            />
            {natural && marked && image.marks.length ? (
              // Of the image's own size, so that it is laid out and moved as the image is.
              <svg width={natural.width} height={natural.height} viewBox={`0 0 ${natural.width} ${natural.height}`} style={{ transform }} role="img" aria-label={t.lightbox.marked(image.marks.length)}>
                {image.marks.map(({ text, corners }, i) => (
                  <polygon key={i} points={corners.map((point) => point.join(",")).join(" ")}>
                    <title>{text}</title>
                  </polygon>
                ))}
              </svg>
            ) : null}
          </>
        ) : (
          <p>{blob !== "none" ? "" : image.address ? t.lightbox.remote(image.address) : t.lightbox.gone}</p>
        )}
      </div>
      {images.length > 1 ? (
        <>
          <button type="button" className="turn previous" aria-label={t.lightbox.previous} title={t.lightbox.previous} onClick={() => turn(-1)} disabled={index === 0}>
            <ChevronLeft />
          </button>
          <button type="button" className="turn next" aria-label={t.lightbox.next} title={t.lightbox.next} onClick={() => turn(1)} disabled={index === images.length - 1}>
            <ChevronRight />
          </button>
        </>
      ) : null}
    </dialog>
  );
}
