import { server, type ServerModel } from "../api/server";
import { useText } from "../ui/i18n";
import { useStore } from "../ui/store";
import { type Bench, type Sampling, schemaIsBroken } from "./model";
import { change } from "./state";

const SAMPLING: readonly { readonly name: keyof Sampling; readonly max: number | undefined; readonly step: number }[] = [
  { name: "temperature", max: 1, step: 0.1 },
  { name: "top_p", max: 1, step: 0.05 },
  { name: "top_k", max: undefined, step: 1 },
];

/** Everything of a request but its words and images. */
export function Parameters({ bench, models }: { readonly bench: Bench; readonly models: readonly (ServerModel | undefined)[] }) {
  const t = useText();
  const { takesSampling } = useStore(server);
  const withoutSchema = models.find((model) => model?.followsSchema === false);
  const broken = schemaIsBroken(bench);
  return (
    <section className="parameters" aria-label={t.workbench.parameters}>
      <h2>{t.workbench.parameters}</h2>
      <div className="fields">
        <label className="field">
          <span>{t.workbench.maxTokens}</span>
          <input type="number" min={1} max={models[0]?.maxTokens ?? 128000} value={bench.maxTokens} onChange={(event) => change({ maxTokens: Math.max(1, Math.round(Number(event.target.value)) || 1) })} />
        </label>
        <label className="field">
          <span>{t.workbench.stopSequences}</span>
          <input
            value={bench.stopSequences.join(", ")}
            placeholder={t.workbench.stopHint}
            onChange={(event) => change({ stopSequences: event.target.value.split(/,\s?/).filter((word, i, all) => word || i < all.length - 1) })}
            onBlur={() => change({ stopSequences: bench.stopSequences.filter(Boolean) })}
          />
        </label>
        {takesSampling ? (
          <div className="sampling">
            {SAMPLING.map(({ name, max, step }) => (
              <label key={name} className="field">
                <span>{name}</span>
                <input
                  type="number"
                  min={0}
                  max={max}
                  step={step}
                  value={bench.sampling[name] ?? ""}
                  placeholder={t.workbench.modelsOwn}
                  onChange={(event) => {
                    const { [name]: _, ...others } = bench.sampling;
                    const { valueAsNumber: value } = event.target;
                    change({ sampling: Number.isNaN(value) ? others : { ...others, [name]: value } });
                  }}
                />
              </label>
            ))}
          </div>
        ) : null}
        <label className="field wide">
          <span>{t.workbench.outputSchema}</span>
          <textarea
            className="code"
            rows={2}
            spellCheck={false}
            value={bench.outputSchema}
            placeholder={t.workbench.outputSchemaHint}
            aria-invalid={broken || undefined}
            aria-describedby={broken ? "schema-broken" : withoutSchema && bench.outputSchema ? "schema-refused" : undefined}
            onChange={(event) => change({ outputSchema: event.target.value })}
          />
          {broken ? (
            <small className="wrong" id="schema-broken">
              {t.workbench.schemaBroken}
            </small>
          ) : withoutSchema && bench.outputSchema.trim() ? (
            <small id="schema-refused">{t.workbench.noSchema(withoutSchema.name)}</small>
          ) : null}
        </label>
        <label className="check">
          <input type="checkbox" checked={bench.labels} onChange={(event) => change({ labels: event.target.checked })} />
          <span>{t.workbench.labels}</span>
        </label>
        {takesSampling === false ? <p className="quiet wide">{t.workbench.noSampling}</p> : null}
      </div>
    </section>
  );
}
