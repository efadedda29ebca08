import { useRef, useState } from "react";

import { failureOf } from "../api/errors";
import { type ImageInspection, OwnError, repairImage } from "../api/own";
import { server } from "../api/server";
import { current, open as openChat } from "../chat/current";
import { failureText } from "../ui/failureText";
import { chatLimits } from "../intake/limits";
import { refusalText } from "../intake/refusals";
import { PICKER_ACCEPT } from "../intake/sniff";
import { fromPicker, nothing } from "../intake/sources";
import { useIntake } from "../intake/useIntake";
import { Compare } from "../lab/Compare";
import { bring, choose, lab, measureBy, read, remove, type Specimen } from "../lab/state";
import { download } from "../ui/download";
import * as format from "../ui/format";
import { useText } from "../ui/i18n";
import { AddPicture, Chat, Check, Close, Cross, Download, Picture, Warning } from "../ui/icons";
import { notify } from "../ui/notices";
import { go, href } from "../ui/router";
import { useStore } from "../ui/store";
import { useBlobUrl } from "../ui/useBlobUrl";

export default function LabPage() {
  const t = useText();
  const { specimens, chosen } = useStore(lab);
  const picker = useRef<HTMLInputElement>(null);
  const over = useIntake(bring);
  const specimen = specimens.find(({ id }) => id === chosen);
  return (
    <main className={specimens.length ? "page lab" : "page lab empty"} id="page">
      <input ref={picker} type="file" accept={`${PICKER_ACCEPT},image/*`} multiple hidden onChange={(event) => bring(fromPicker(event.target))} />
      {specimen ? (
        <>
          <header className="lab-top">
            <h1>{t.nav.lab}</h1>
            <ul className="lab-strip" aria-label={t.lab.images}>
              {specimens.map((one) => (
                <li key={one.id} className={one.id === chosen ? "chosen" : undefined}>
                  <Thumb specimen={one} chosen={one.id === chosen} />
                </li>
              ))}
              <li>
                <button type="button" className="lab-add" aria-label={t.composer.addImages} title={t.composer.addImages} onClick={() => picker.current?.click()}>
                  <AddPicture />
                </button>
              </li>
            </ul>
          </header>
          <Report key={specimen.id} specimen={specimen} />
        </>
      ) : (
        <div className="lab-invite">
          <Picture size={40} />
          <h1>{t.lab.title}</h1>
          <p>{t.lab.invite}</p>
          <button type="button" className="button primary" onClick={() => picker.current?.click()}>
            <AddPicture size={18} /> {t.lab.choose}
          </button>
        </div>
      )}
      {over ? (
        <div className="drop-overlay" aria-hidden="true">
          <Picture size={40} />
          <p>{t.lab.drop}</p>
        </div>
      ) : null}
    </main>
  );
}

function Thumb({ specimen, chosen }: { readonly specimen: Specimen; readonly chosen: boolean }) {
  const t = useText();
  const url = useBlobUrl(specimen.thumb);
  const state = specimen.report ? (specimen.report.accepted ? "passes" : "refused") : undefined;
  return (
    <>
      <button type="button" className="lab-thumb" aria-pressed={chosen} aria-label={`${specimen.file.name}${state ? `: ${t.lab[state]}` : ""}`} title={specimen.file.name} onClick={() => choose(specimen.id)}>
        {url ? <img src={url} alt="" /> : <Picture />}
        {state ? <span className={`dot ${state}`}>{state === "passes" ? <Check size={12} /> : <Cross size={12} />}</span> : null}
      </button>
      <button type="button" className="tile-remove" aria-label={t.lab.remove(specimen.file.name)} title={t.lab.remove(specimen.file.name)} onClick={() => remove(specimen.id)}>
        <Close size={14} />
      </button>
    </>
  );
}

function Report({ specimen }: { readonly specimen: Specimen }) {
  const t = useText();
  const { profiles } = useStore(server);
  const { profile, many } = useStore(lab);
  const [boxes, setBoxes] = useState(false);
  const [busy, setBusy] = useState(false);
  const { report, failure, file, seen } = specimen;
  if (failure) return <p className="wrong lab-message">{failureText(failure, t)}</p>;
  if (!report) {
    return (
      <p className="waiting lab-message">
        <span className="pulse" aria-hidden="true" /> {t.lab.looking}
      </p>
    );
  }
  const reading = boxes && typeof specimen.reading === "object" ? specimen.reading : undefined;

  const repair = async () => {
    setBusy(true);
    try {
      const made = await repairImage(file, file.name, { profile: report.profile, many });
      const ending = made.file.type.replace("image/", "").replace("jpeg", "jpg");
      download(made.file, `${file.name.replace(/\.[^.]*$/, "")}.${ending}`);
      notify(made.changes.length ? `${t.lab.repaired(format.bytes(file.size), format.bytes(made.file.size))}\n${made.changes.map(({ text }) => inOurWords(text, t)).join("\n")}` : t.lab.nothingToRepair);
    } catch (thrown) {
      notify(failureText(thrown instanceof OwnError ? thrown.failure : failureOf(thrown), t));
    } finally {
      setBusy(false);
    }
  };

  const ask = async () => {
    go(href("chat"));
    await openChat(undefined);
    const max = chatLimits(server.get()).maxImages ?? Infinity;
    const placed = await current.get()?.tray.bring({ ...nothing, files: [file] }, max);
    if (placed?.refused.length) notify(refusalText(placed.refused, max, t));
  };

  return (
    <div className="lab-report">
      <section className="lab-view" aria-label={t.lab.view}>
        <div className="lab-title">
          <h2>
            <bdi>{file.name}</bdi>
          </h2>
          <p className={report.accepted ? "verdict passes" : "verdict refused"}>
            {report.accepted ? <Check size={18} /> : <Warning size={18} />}
            {report.accepted ? t.lab.accepted(report.profile) : t.lab.notAccepted(report.profile)}
          </p>
          <div className="row">
            <button type="button" className="button" disabled={busy || !report.size} onClick={() => void repair()}>
              <Download size={18} /> {t.lab.repair}
            </button>
            <button type="button" className="button" disabled={!report.size} onClick={() => void ask()}>
              <Chat size={18} /> {t.lab.ask}
            </button>
          </div>
        </div>
        {seen ? (
          <Compare file={file} seen={seen} report={report} reading={reading}>
            <label className="check">
              <input
                type="checkbox"
                checked={boxes}
                onChange={(event) => {
                  setBoxes(event.target.checked);
                  if (event.target.checked) void read(specimen);
                }}
              />
              <span>{specimen.reading === "running" ? t.lab.reading : specimen.reading === "none" ? t.lab.noReader : t.lab.showBoxes}</span>
            </label>
          </Compare>
        ) : (
          <p className="lab-message quiet">{t.lab.notSeen}</p>
        )}
        {reading?.lines.length ? (
          <details className="lab-lines">
            <summary>{t.lab.boxes(reading.lines.length)}</summary>
            <ul>
              {reading.lines.map((line, i) => (
                <li key={i}>
                  <span>{line.text}</span> <small>{format.percent(line.confidence)}</small>
                </li>
              ))}
            </ul>
          </details>
        ) : null}
        {report.advice.length ? (
          <ul className="advice" aria-label={t.lab.advice}>
            {report.advice.map(({ kind, text }) => (
              <li key={kind + text}>
                <Warning size={18} /> {adviceText(kind, text, t)}
              </li>
            ))}
          </ul>
        ) : null}
      </section>
      <section className="lab-facts" aria-label={t.lab.facts}>
        <Facts report={report} />
        <div className="fields">
          <label className="field">
            <span>{t.lab.profile}</span>
            <select value={profile ?? report.profile} onChange={(event) => measureBy({ profile: event.target.value })}>
              {profiles?.map(({ name }) => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          <label className="field">
            <span>{t.lab.many}</span>
            <Many value={many} onChange={(value) => measureBy({ many: value })} />
          </label>
        </div>
        <h2>{t.lab.limits(many)}</h2>
        <ul className="limits">
          {profiles?.map(({ name }) => {
            const broken = [...new Set(report.broken.filter((limit) => limit.profile === name).map(({ message, images }) => (images > 1 ? t.lab.withMany(images, inOurWords(message, t)) : inOurWords(message, t))))];
            return (
              <li key={name} className={broken.length ? "refused" : "passes"}>
                {broken.length ? <Cross size={16} /> : <Check size={16} />}
                <div>
                  <strong>{name}</strong> <span>{broken.length ? t.lab.broken : t.lab.passes}</span>
                  {broken.map((message) => (
                    <p key={message}>{message}</p>
                  ))}
                </div>
              </li>
            );
          })}
        </ul>
      </section>
      {report.costs.length ? <Costs report={report} many={many} /> : null}
    </div>
  );
}

function Many({ value, onChange }: { readonly value: number; readonly onChange: (value: number) => void }) {
  const [text, setText] = useState(String(value));
  const commit = () => {
    const number = Math.min(100_000, Math.max(1, Math.round(Number(text)) || 1));
    setText(String(number));
    if (number !== value) onChange(number);
  };
  return (
    <input
      type="number"
      min={1}
      max={100_000}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === "Enter") commit();
      }}
    />
  );
}

function Facts({ report }: { readonly report: ImageInspection }) {
  const t = useText();
  const yes = (value: boolean | null) => (value === null ? undefined : value ? t.lab.yes : t.lab.no);
  const rows: [string, string | undefined][] = [
    [t.lab.format, report.format ?? report.media_type ?? t.lab.unknown],
    [t.lab.size, report.size ? format.size(report.size.width, report.size.height) : undefined],
    [t.lab.orientation, report.orientation === null ? undefined : t.lab.orientations(report.orientation)],
    [t.lab.frames, report.frames === null ? undefined : report.frames > 1 ? t.lab.firstFrame(report.frames) : format.number(report.frames)],
    [t.lab.bytes, t.lab.bytesOf(format.bytes(report.file_bytes), format.number(report.file_bytes))],
    [t.lab.base64, t.lab.bytesOf(format.bytes(report.base64_bytes), format.number(report.base64_bytes))],
    [t.lab.alpha, yes(report.has_alpha)],
    [t.lab.metadata, report.size ? (report.metadata.length ? report.metadata.map((kind) => t.lab.metadataOf[kind] ?? kind).join(", ") : t.lab.none) : undefined],
    [t.lab.seenSize, report.seen ? format.size(report.seen.width, report.seen.height) : undefined],
    [t.lab.scale, report.scale === null ? undefined : format.number(report.scale)],
    [t.lab.tokens, report.tokens === null ? undefined : format.number(report.tokens)],
  ];
  return (
    <dl className="fact-list">
      {rows.map(([name, value]) =>
        value === undefined ? null : (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}

function Costs({ report, many }: { readonly report: ImageInspection; readonly many: number }) {
  const t = useText();
  return (
    <section className="lab-costs" aria-label={t.lab.costs}>
      <h2>{t.lab.costs}</h2>
      <div className="table-scroll" tabIndex={0} role="group" aria-label={t.lab.costs}>
        <table className="data">
          <thead>
            <tr>
              <th scope="col">{t.composer.model}</th>
              <th scope="col">{t.lab.seenSize}</th>
              <th scope="col" className="number">
                {t.lab.tokens}
              </th>
              <th scope="col" className="number">
                {t.lab.perImage}
              </th>
              <th scope="col" className="number">
                {many > 1 ? t.lab.perMany(many) : t.lab.perThousand}
              </th>
            </tr>
          </thead>
          <tbody>
            {report.costs.map((cost) => (
              <tr key={cost.model}>
                <th scope="row">{cost.model}</th>
                <td>{format.size(cost.seen.width, cost.seen.height)}</td>
                <td className="number">{format.number(cost.tokens)}</td>
                <td className="number">{format.usd(cost.usd)}</td>
                <td className="number">{format.usd(many > 1 ? cost.usd * many : cost.usd_per_1000_images)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="quiet">{t.lab.pricedOn(report.costs[0]?.priced_on ?? "")}</p>
    </section>
  );
}

/** What the service says in the API's own words, in the reader's language where the catalogue has them. */
function inOurWords(said: string, t: ReturnType<typeof useText>): string {
  for (const [sentence, translation] of t.lab.said) if (sentence.test(said)) return said.replace(sentence, translation);
  return said;
}

/** The service's advice in the reader's language; its own English sentence where it is of a kind that is new to us. */
function adviceText(kind: string, text: string, t: ReturnType<typeof useText>): string {
  const known: Readonly<Record<string, string | undefined>> = t.lab.adviceOf;
  return known[kind] ?? text;
}
