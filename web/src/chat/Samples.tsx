import { address } from "../api/base";
import { sample } from "../api/own";
import { nothing, type Brought } from "../intake/sources";
import { useText } from "../ui/i18n";
import type { Conversation } from "./conversation";

/** Three pictures that come with the app, for who has none at hand. One click, and the question is written too. */
export function Samples({ conversation, onBring }: { readonly conversation: Conversation; readonly onBring: (brought: Brought) => Promise<unknown> }) {
  const t = useText();
  const samples = [
    { file: "receipt.png", name: t.chat.sampleReceipt, ask: t.chat.sampleReceiptAsk },
    { file: "chart.png", name: t.chat.sampleChart, ask: t.chat.sampleChartAsk },
    { file: "label.png", name: t.chat.sampleCodes, ask: t.chat.sampleCodesAsk },
  ];
  const take = async (file: string, ask: string) => {
    conversation.draft.set(ask);
    await onBring({ ...nothing, files: [await sample(file)] });
    document.querySelector<HTMLTextAreaElement>("#question")?.focus();
  };
  return (
    <section className="samples" aria-label={t.chat.samples}>
      <h2>{t.chat.samples}</h2>
      <ul>
        {samples.map(({ file, name, ask }) => (
          <li key={file}>
            <button type="button" onClick={() => void take(file, ask)}>
              <img src={address(`samples/${file}`)} alt="" width={96} height={72} />
              <span>
                <strong>{name}</strong>
                <small>{ask}</small>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
