import { failureText } from "../ui/failureText";
import { Formatted } from "../ui/Formatted";
import { useText } from "../ui/i18n";
import { Bin, Play, Plus, Stop } from "../ui/icons";
import { useStore } from "../ui/store";
import { type Bench, missing, variablesIn } from "./model";
import { RunFacts } from "./RunView";
import { caseRuns, change } from "./state";
import { ValueField } from "./VariablesDialog";

/** A small table of test cases: values for the variables, and what each model made of them. */
export function CasesPanel({
  bench,
  seesImages,
  running,
  onRun,
  onStop,
}: {
  readonly bench: Bench;
  readonly seesImages: boolean;
  readonly running: boolean;
  readonly onRun: () => void;
  readonly onStop: () => void;
}) {
  const t = useText();
  const results = useStore(caseRuns);
  const names = variablesIn(bench);
  const complete = bench.cases.length > 0 && bench.cases.every(({ values }) => missing(bench, values).length === 0);
  const all = bench.cases.length * bench.models.length;
  const ended = results.flatMap(({ runs }) => runs).filter(({ state }) => state !== "running" && state !== "waiting").length;
  return (
    <section className="cases" aria-label={t.workbench.cases}>
      <header>
        <h2>{t.workbench.cases}</h2>
        {running ? (
          <>
            <progress max={all} value={ended} aria-label={t.workbench.progress(ended, all)} />
            <span className="quiet">{t.workbench.progress(ended, all)}</span>
            <button type="button" className="button" onClick={onStop}>
              <Stop size={16} /> {t.workbench.stop}
            </button>
          </>
        ) : (
          <>
            <button type="button" className="button" disabled={names.length === 0} onClick={() => change((old) => ({ ...old, cases: [...old.cases, { id: crypto.randomUUID(), values: {} }] }))}>
              <Plus size={16} /> {t.workbench.addCase}
            </button>
            <button type="button" className="button" disabled={!complete} onClick={onRun}>
              <Play size={16} /> {t.workbench.runCases}
            </button>
          </>
        )}
      </header>
      {names.length === 0 ? <p className="quiet">{t.workbench.casesHint}</p> : null}
      {names.length && bench.cases.length ? (
        <div className="table-scroll" tabIndex={0} role="group" aria-label={t.workbench.cases}>
          <table className="data">
            <thead>
              <tr>
                <th scope="col">#</th>
                {names.map((name) => (
                  <th key={name} scope="col">{`{{${name}}}`}</th>
                ))}
                {bench.models.map((model) => (
                  <th key={model} scope="col">
                    {model}
                  </th>
                ))}
                <th>
                  <span className="unseen">{t.history.delete}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {bench.cases.map((one, row) => (
                <tr key={one.id}>
                  <th scope="row">{row + 1}</th>
                  {names.map((name) => (
                    <td key={name}>
                      <ValueField
                        compact
                        name={name}
                        value={one.values[name]}
                        seesImages={seesImages}
                        onChange={(value) =>
                          change((old) => ({ ...old, cases: old.cases.map((other) => (other.id === one.id ? { ...other, values: { ...other.values, [name]: value } } : other)) }))
                        }
                      />
                    </td>
                  ))}
                  {bench.models.map((model) => {
                    const run = results.find(({ caseId }) => caseId === one.id)?.runs.find((other) => other.model === model);
                    return (
                      <td key={model} className="case-answer">
                        {run?.state === "running" || run?.state === "waiting" ? <span className="pulse" /> : null}
                        {run?.failure ? <p className="wrong">{failureText(run.failure, t)}</p> : run?.text ? <Formatted source={run.text} /> : null}
                        {run && run.state !== "waiting" ? <RunFacts run={run} /> : null}
                      </td>
                    );
                  })}
                  <td>
                    <button type="button" className="icon-button small" aria-label={t.workbench.removeCase(row + 1)} title={t.workbench.removeCase(row + 1)} disabled={running} onClick={() => change((old) => ({ ...old, cases: old.cases.filter(({ id }) => id !== one.id) }))}>
                      <Bin size={16} />
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
    </section>
  );
}
