import { useEffect, useMemo, useRef, useState } from "react";

import { failureOf } from "../api/errors";
import { OwnError } from "../api/own";
import { modelFor, server, sessionEnded } from "../api/server";
import { failureText } from "../ui/failureText";
import { refusalText } from "../intake/refusals";
import type { Brought } from "../intake/sources";
import { useIntake } from "../intake/useIntake";
import { dialogIsOpen } from "../ui/Dialog";
import { useText } from "../ui/i18n";
import { Braces, Close, Code, Dots, Duplicate, Picture, Play, Plus, Save, Stop } from "../ui/icons";
import { Menu } from "../ui/Menu";
import { ModelPicker } from "../ui/ModelPicker";
import { notify } from "../ui/notices";
import { prefs } from "../ui/prefs";
import { useStore } from "../ui/store";
import { BlockCard } from "../workbench/BlockCard";
import { CasesPanel } from "../workbench/CasesPanel";
import { CodeDialog } from "../workbench/CodeDialog";
import { imagesFrom } from "../workbench/images";
import { emptyBench, missing, newBlock, schemaIsBroken, type Values, variablesIn } from "../workbench/model";
import { Parameters } from "../workbench/Parameters";
import { PromptsDialog, SaveDialog } from "../workbench/PromptsDialog";
import { bodyOf, draftOf, shownBody } from "../workbench/request";
import { RunView } from "../workbench/RunView";
import { follow, type Run, waitingRun } from "../workbench/runs";
import { fingerprint, save, type SavedBench } from "../workbench/saved";
import { bench as benchStore, caseRuns, change, keep, restore, restored, runs as runsStore, savedAs } from "../workbench/state";
import { VariablesDialog } from "../workbench/VariablesDialog";

const MAX_MODELS = 3;

export default function WorkbenchPage() {
  const t = useText();
  const known = useStore(server);
  const { model: preferred } = useStore(prefs);
  const bench = useStore(benchStore);
  const runs = useStore(runsStore);
  const saved = useStore(savedAs);
  const ready = useStore(restored);
  const [dialog, setDialog] = useState<"variables" | "code" | "prompts" | "save">();
  const [refused, setRefused] = useState<readonly string[]>([]);
  const [busy, setBusy] = useState<"run" | "cases">();
  const abort = useRef<AbortController>(undefined);
  const focused = useRef<string>(undefined);

  useEffect(() => void restore(), []);
  useEffect(() => {
    const model = modelFor(known, preferred);
    if (ready && bench.models.length === 0 && model) change({ models: [model.id] });
  }, [ready, bench.models.length, known, preferred]);

  const names = useMemo(() => variablesIn(bench), [bench]);
  const models = known.models ?? [];
  const chosen = bench.models.map((id) => models.find((model) => model.id === id));
  const seesImages = chosen.some((model) => model?.acceptsImages !== false);
  const unsaved = useMemo(() => saved !== fingerprint(bench), [bench, saved]);
  // What the server would refuse is kept, and not sent: the page says so beside the other parameters.
  const sendable = useMemo(() => (known.takesSampling ? bench : { ...bench, sampling: {} }), [bench, known.takesSampling]);
  const draft = useMemo(() => (sendable.models[0] ? draftOf(sendable, sendable.values, sendable.models[0]) : undefined), [sendable]);
  const empty = !draft || draft.messages.length === 0 || schemaIsBroken(bench);

  const bring = async (brought: Brought) => {
    const users = bench.blocks.filter(({ role }) => role === "user");
    const target = users.find(({ id }) => id === focused.current) ?? users.at(-1);
    if (!target || !seesImages) return;
    const { images, refused: not } = await imagesFrom(brought, 100);
    change((old) => ({ ...old, blocks: old.blocks.map((block) => (block.id === target.id ? { ...block, images: [...block.images, ...images] } : block)) }));
    if (not.length) notify(refusalText(not, 100, t));
  };
  const over = useIntake((brought) => void bring(brought));

  const runOne = async (values: Values, signal: AbortSignal, tell: (runs: { run: Run; request: string }[]) => void) => {
    // All start at once: the comparison is of the same moment, and each model has a queue of its own.
    const drafts = bench.models.map((model) => draftOf(sendable, values, model));
    const state = drafts.map((one) => ({ run: waitingRun(one.model), request: shownBody(one) }));
    tell(state.slice());
    await Promise.all(
      drafts.map(async (one, i) => {
        const body = await bodyOf(one);
        const done = await follow(body, signal, (run) => {
          state[i] = { ...state[i]!, run };
          tell(state.slice());
        });
        if (done.failure?.kind === "session") sessionEnded();
      }),
    );
  };

  const run = async () => {
    if (busy || empty) return;
    const without = missing(bench, bench.values);
    setRefused(without);
    if (without.length) return setDialog("variables");
    abort.current = new AbortController();
    setBusy("run");
    try {
      await runOne(bench.values, abort.current.signal, runsStore.set);
    } finally {
      setBusy(undefined);
    }
  };

  const runCases = async () => {
    if (busy) return;
    abort.current = new AbortController();
    setBusy("cases");
    caseRuns.set([]);
    try {
      for (const one of bench.cases) {
        if (abort.current.signal.aborted) break;
        await runOne(one.values, abort.current.signal, (state) =>
          caseRuns.set((old) => [...old.filter(({ caseId }) => caseId !== one.id), { caseId: one.id, runs: state.map(({ run }) => run) }]),
        );
      }
    } finally {
      setBusy(undefined);
    }
  };

  const stop = () => abort.current?.abort();

  const latest = useRef({ run, stop, busy });
  latest.current = { run, stop, busy };
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (dialogIsOpen() || event.isComposing) return;
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        void latest.current.run();
      } else if (event.key === "Escape" && latest.current.busy) {
        event.preventDefault();
        latest.current.stop();
      }
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);

  const store = async (name: string) => {
    try {
      const stored = await save(benchStore.get(), name);
      benchStore.set(stored);
      await keep();
      savedAs.set(fingerprint(stored));
      notify(t.workbench.savedAs(name, stored.version ?? 1), { forMs: 5000 });
    } catch (thrown) {
      notify(t.workbench.notSaved(failureText(thrown instanceof OwnError ? thrown.failure : failureOf(thrown), t)));
    }
  };

  const open = (name: string, version: number, body: SavedBench) => {
    // Prompts of an earlier version of the app lack what came since.
    const opened = { ...emptyBench(undefined), ...body, name, version };
    benchStore.set(opened);
    savedAs.set(fingerprint(opened));
    runsStore.set([]);
    caseRuns.set([]);
  };

  const moveBlock = (from: number, by: number) =>
    change((old) => {
      const blocks = old.blocks.slice();
      blocks.splice(from + by, 0, ...blocks.splice(from, 1));
      return { ...old, blocks };
    });

  const free = models.filter(({ id }) => !bench.models.includes(id));
  const lastRole = bench.blocks.at(-1)?.role;

  return (
    <main className="page bench" id="page">
      <header className="bench-top">
        <h1 className={bench.name ? undefined : "unnamed"}>
          {bench.name ?? t.nav.workbench}
          {bench.version ? <small>{t.workbench.version(bench.version)}</small> : null}
          {unsaved && bench.name ? <small className="unsaved">{t.workbench.unsaved}</small> : null}
        </h1>
        <div className="row">
          <button type="button" className="button" onClick={() => setDialog("prompts")}>
            {t.workbench.prompts}
          </button>
          <button type="button" className="button" disabled={!unsaved && bench.name !== undefined} onClick={() => (bench.name ? void store(bench.name) : setDialog("save"))}>
            <Save size={18} /> {t.save}
          </button>
          <Menu
            label={t.workbench.more}
            button={<Dots />}
            items={[
              { id: "duplicate", label: t.workbench.duplicate, icon: <Duplicate size={16} />, run: () => setDialog("save") },
              {
                id: "new",
                label: t.workbench.newPrompt,
                icon: <Plus size={16} />,
                run: () => {
                  benchStore.set({ ...emptyBench(bench.models[0]), models: bench.models });
                  savedAs.set("");
                  runsStore.set([]);
                  caseRuns.set([]);
                },
              },
            ]}
          />
          <button type="button" className="button" disabled={names.length === 0} onClick={() => (setRefused([]), setDialog("variables"))}>
            <Braces size={18} /> {t.workbench.variables}
          </button>
          <button type="button" className="button" disabled={empty} onClick={() => setDialog("code")}>
            <Code size={18} /> {t.workbench.getCode}
          </button>
          {busy === "run" ? (
            <button type="button" className="button primary" onClick={stop} title="Esc">
              <Stop size={16} /> {t.workbench.stop}
            </button>
          ) : (
            <button type="button" className="button primary" disabled={empty || busy !== undefined} onClick={() => void run()} title="Ctrl + Enter">
              <Play size={16} /> {t.workbench.run}
            </button>
          )}
        </div>
      </header>
      <div className="bench-columns">
        <div className="bench-edit">
          <section className="bench-models" aria-label={t.workbench.models}>
            {bench.models.map((id, i) => (
              <span key={id} className="model-chip">
                <ModelPicker
                  models={models.filter((model) => model.id === id || !bench.models.includes(model.id))}
                  chosen={models.find((model) => model.id === id) ?? { id, name: id, acceptsImages: true, followsSchema: true }}
                  onChoose={(to) => change({ models: bench.models.map((old) => (old === id ? to : old)) })}
                />
                {i > 0 ? (
                  <button type="button" className="icon-button small" aria-label={t.workbench.removeModel(id)} title={t.workbench.removeModel(id)} onClick={() => change({ models: bench.models.filter((other) => other !== id) })}>
                    <Close size={14} />
                  </button>
                ) : null}
              </span>
            ))}
            {bench.models.length < MAX_MODELS && free.length ? (
              <Menu
                label={t.workbench.compare}
                className="text-button"
                button={
                  <>
                    <Plus size={16} /> {t.workbench.compare}
                  </>
                }
                items={free.map(({ id, name }) => ({ id, label: name, run: () => change({ models: [...bench.models, id] }) }))}
              />
            ) : null}
          </section>
          {chosen.some((model) => model?.acceptsImages === false) && bench.blocks.some(({ images }) => images.length) ? (
            <p className="wrong">{t.composer.blindWithImages(chosen.find((model) => model?.acceptsImages === false)!.name)}</p>
          ) : null}
          <section className="block system" aria-label={t.workbench.system}>
            <header>
              <h2>{t.workbench.system}</h2>
            </header>
            <textarea aria-label={t.workbench.system} rows={2} value={bench.system} placeholder={t.workbench.systemHint} onChange={(event) => change({ system: event.target.value })} />
          </section>
          {bench.blocks.map((block, index) => (
            <BlockCard
              key={block.id}
              block={block}
              index={index}
              count={bench.blocks.length}
              seesImages={seesImages}
              labels={bench.labels}
              onChange={(part) => change((old) => ({ ...old, blocks: old.blocks.map((other) => (other.id === block.id ? { ...other, ...part } : other)) }))}
              onMove={(by) => moveBlock(index, by)}
              onRemove={() => change((old) => ({ ...old, blocks: old.blocks.filter(({ id }) => id !== block.id) }))}
              onBring={(brought) => {
                focused.current = block.id;
                void bring(brought);
              }}
              onFocus={() => (focused.current = block.id)}
            />
          ))}
          <div className="row">
            <button type="button" className="text-button" onClick={() => change((old) => ({ ...old, blocks: [...old.blocks, newBlock("user")] }))}>
              <Plus size={16} /> {t.workbench.addUser}
            </button>
            <button type="button" className="text-button" disabled={lastRole === "assistant"} onClick={() => change((old) => ({ ...old, blocks: [...old.blocks, newBlock("assistant")] }))}>
              <Plus size={16} /> {t.workbench.addAssistant}
            </button>
          </div>
          <Parameters bench={bench} models={chosen} />
        </div>
        <div className="bench-out" aria-live="off">
          {runs.length ? (
            <div className={`runs runs-${runs.length}`}>
              {runs.map(({ run: one, request }) => (
                <RunView key={one.model} run={one} request={request} />
              ))}
            </div>
          ) : (
            <p className="quiet">{t.workbench.nothingYet}</p>
          )}
        </div>
      </div>
      <CasesPanel bench={bench} seesImages={seesImages} running={busy === "cases"} onRun={() => void runCases()} onStop={stop} />
      {over && seesImages ? (
        <div className="drop-overlay" aria-hidden="true">
          <Picture size={40} />
          <p>{t.intake.drop}</p>
        </div>
      ) : null}
      {dialog === "variables" ? (
        <VariablesDialog names={names} values={bench.values} seesImages={seesImages} missing={refused.filter((name) => missing(bench, bench.values).includes(name))} onChange={(values) => change({ values })} onClose={() => setDialog(undefined)} />
      ) : null}
      {dialog === "code" && draft ? <CodeDialog draft={draft} onClose={() => setDialog(undefined)} /> : null}
      {dialog === "prompts" ? <PromptsDialog onOpen={open} onClose={() => setDialog(undefined)} /> : null}
      {dialog === "save" ? <SaveDialog name={bench.name ? t.workbench.copyOf(bench.name) : ""} onSave={(name) => void store(name)} onClose={() => setDialog(undefined)} /> : null}
    </main>
  );
}
