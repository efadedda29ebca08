import { useEffect, useState } from "react";

import * as format from "../ui/format";
import { useText } from "../ui/i18n";
import { Link } from "../ui/icons";
import { useBlobUrl } from "../ui/useBlobUrl";
import type { Conversation } from "./conversation";
import type { ChatImage } from "./model";

/** The pictures of a question, each with its number, its size and what it cost. */
export function Figures({
  images,
  conversation,
  onOpen,
}: {
  readonly images: readonly ChatImage[];
  readonly conversation: Conversation;
  readonly onOpen: (index: number) => void;
}) {
  return (
    <div className={`figures figures-${Math.min(images.length, 4)}`}>
      {images.map((image, index) => (
        <Figure key={image.id} image={image} index={index} conversation={conversation} onOpen={() => onOpen(index)} />
      ))}
    </div>
  );
}

function Figure({
  image,
  index,
  conversation,
  onOpen,
}: {
  readonly image: ChatImage;
  readonly index: number;
  readonly conversation: Conversation;
  readonly onOpen: () => void;
}) {
  const t = useText();
  const [thumb, setThumb] = useState<Blob>();
  useEffect(() => {
    let current = true;
    void conversation.image(image.id).then((stored) => {
      if (current) setThumb(stored?.thumb ?? stored?.file);
    });
    return () => {
      current = false;
    };
  }, [conversation, image.id]);
  const url = useBlobUrl(thumb);
  const label = t.imageLabel(index + 1);
  const facts = [
    image.width && image.height ? format.size(image.width, image.height) : undefined,
    image.tokens === undefined ? undefined : t.tokens(image.tokens),
  ].filter((fact) => fact !== undefined);
  return (
    <figure>
      <button type="button" onClick={onOpen} aria-label={t.tray.open(label, image.name)} style={image.width && image.height ? { aspectRatio: `${image.width} / ${image.height}` } : undefined}>
        {url ? <img src={url} alt={t.lightbox.alt(label, image.name)} loading="lazy" decoding="async" /> : image.url ? <Link /> : <span className="no-picture">{image.name}</span>}
      </button>
      <figcaption>
        <strong>{label}</strong>
        <span>{facts.length ? facts.join(" · ") : <bdi>{image.name}</bdi>}</span>
      </figcaption>
    </figure>
  );
}
