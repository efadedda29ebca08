import { useText } from "../ui/i18n";
import { ArrowDown, ArrowUp, Bin, Close, Link, Picture } from "../ui/icons";
import { useBlobUrl } from "../ui/useBlobUrl";
import type { Brought } from "../intake/sources";
import { AddImage } from "./AddImage";
import type { BenchImage, Block } from "./model";

export function BlockCard({
  block,
  index,
  count,
  seesImages,
  labels,
  onChange,
  onMove,
  onRemove,
  onBring,
  onFocus,
}: {
  readonly block: Block;
  readonly index: number;
  readonly count: number;
  readonly seesImages: boolean;
  readonly labels: boolean;
  readonly onChange: (change: Partial<Block>) => void;
  readonly onMove: (by: number) => void;
  readonly onRemove: () => void;
  readonly onBring: (brought: Brought) => void;
  readonly onFocus: () => void;
}) {
  const t = useText();
  const role = block.role === "user" ? t.workbench.user : t.workbench.assistant;
  const name = t.workbench.block(role, index + 1);
  return (
    <section className={`block ${block.role}`} aria-label={name} onFocus={onFocus}>
      <header>
        <h2>{role}</h2>
        <button type="button" className="icon-button small" aria-label={t.workbench.moveUp(name)} title={t.workbench.moveUp(name)} disabled={index === 0} onClick={() => onMove(-1)}>
          <ArrowUp size={16} />
        </button>
        <button type="button" className="icon-button small" aria-label={t.workbench.moveDown(name)} title={t.workbench.moveDown(name)} disabled={index === count - 1} onClick={() => onMove(1)}>
          <ArrowDown size={16} />
        </button>
        <button type="button" className="icon-button small" aria-label={t.workbench.removeBlock(name)} title={t.workbench.removeBlock(name)} disabled={count === 1} onClick={onRemove}>
          <Bin size={16} />
        </button>
        {block.role === "user" && seesImages ? <AddImage label={t.workbench.addImage(name)} onBring={onBring} onAdd={(image) => onChange({ images: [...block.images, image] })} /> : null}
      </header>
      {block.images.length ? (
        <ol className="tray" aria-label={t.composer.trayLabel}>
          {block.images.map((image, i) => (
            <li key={image.id}>
              <Tile image={image} label={labels && block.images.length > 1 ? t.imageLabel(i + 1) : undefined} onRemove={() => onChange({ images: block.images.filter(({ id }) => id !== image.id) })} />
            </li>
          ))}
        </ol>
      ) : null}
      <textarea
        aria-label={t.workbench.textOf(name)}
        rows={block.role === "user" ? 4 : 2}
        value={block.text}
        placeholder={block.role === "user" ? t.workbench.userHint : index === count - 1 ? t.workbench.prefillHint : t.workbench.assistantHint}
        onChange={(event) => onChange({ text: event.target.value })}
      />
    </section>
  );
}

export function Tile({ image, label, onRemove }: { readonly image: BenchImage; readonly label?: string | undefined; readonly onRemove: () => void }) {
  const t = useText();
  const url = useBlobUrl(image.thumb);
  return (
    <div className="tile" title={image.source.type === "url" ? image.source.url : image.source.type === "file_id" ? image.source.fileId : image.name}>
      <span className="tile-picture">{url ? <img src={url} alt={image.name} /> : image.source.type === "url" ? <Link /> : <Picture />}</span>
      {label ? <span className="badge">{label}</span> : null}
      <button type="button" className="tile-remove" aria-label={t.tray.remove(label ?? "", image.name)} title={t.tray.remove(label ?? "", image.name)} onClick={onRemove}>
        <Close size={14} />
      </button>
      <small className="tile-note">
        <bdi>{image.source.type === "file" ? image.name : image.source.type === "url" ? t.tray.byAddress : image.name}</bdi>
      </small>
    </div>
  );
}
