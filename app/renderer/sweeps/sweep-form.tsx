import { type FormEvent, useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { type SeeklabError, toSeeklabError } from '../../contract/errors.ts';
import { isSweepOver, type SweepGround } from '../../contract/sweep-run.ts';
import { plural } from '../../seek/format.ts';
import { explainPlan } from '../../sweep/plan/plan-words.ts';
import { Button } from '../design/button.tsx';
import { ErrorNote } from '../design/error-note.tsx';
import { useWorkbench } from '../hooks/workbench-context.ts';
import { personalityWords, quirksWords } from '../model/personalities.ts';
import { playbackStore, workbenchStore } from '../model/stores.ts';
import { sweepStore } from '../model/sweep-store.ts';
import { ChoiceList } from './choice-list.tsx';
import { NumberFields } from './number-fields.tsx';
import { PlanField } from './plan-field.tsx';
import { allManners, firstDraft, readDraft, type SweepDraft } from './sweep-draft.ts';
import css from './sweep-form.module.css';

/** Videos that are offered; others are found by opening them first. */
const MAX_OFFERED = 200;

/** What a new sweep is put together in. */
export function SweepForm() {
  const { client } = useWorkbench();
  const list = useStore(sweepStore, (state) => state.list);
  const [draft, setDraft] = useState(() => {
    const last = list?.find(({ order }) => order !== null)?.order ?? null;
    const { system } = workbenchStore.getState();
    return firstDraft(last, playbackStore.getState().video, system?.configuration ?? null);
  });
  const [error, setError] = useState<SeeklabError | null>(null);
  const change = (patch: Partial<SweepDraft>) => setDraft((before) => ({ ...before, ...patch }));
  const { order, faults } = useMemo(() => readDraft(draft), [draft]);
  const isPlan = explainPlan(draft.plan.trim()).kind === 'plan';
  const count = useCount(isPlan ? order : null);
  const running = list?.find((sweep) => !isSweepOver(sweep));

  const start = async (event: FormEvent) => {
    event.preventDefault();
    if (order === null) return;
    const outcome = await client.sweeps.start(order);
    setError(outcome.ok ? null : outcome.error);
  };
  const told = error ?? (count.kind === 'fault' ? count.error : null);
  return (
    <form className={css.form} aria-label="New sweep" onSubmit={start}>
      <div className={css.columns}>
        <div className={css.column}>
          <PlanField plan={draft.plan} onChange={(plan) => change({ plan })} />
          <NumberFields draft={draft} faults={faults ?? {}} onChange={change} />
        </div>
        <Videos draft={draft} onChange={change} />
        <Whom draft={draft} onChange={change} />
      </div>
      <div className={css.foot}>
        <Button
          type="submit"
          look="accent"
          disabled={order === null || !isPlan || running !== undefined}
        >
          Start
        </Button>
        <p role="status" className={css.count}>
          {running
            ? 'A sweep is not over yet: two at once would take each other’s time.'
            : (faults?.videos ?? faults?.whom ?? (isPlan ? countWords(count) : ''))}
        </p>
        {(list?.length ?? 0) > 0 && (
          <Button look="plain" onClick={() => sweepStore.setState({ isComposing: false })}>
            Back to the results
          </Button>
        )}
      </div>
      {told && (
        <div role="alert">
          <ErrorNote error={told} />
        </div>
      )}
    </form>
  );
}

interface PartProps {
  draft: SweepDraft;
  onChange: (patch: Partial<SweepDraft>) => void;
}

function Videos({ draft, onChange }: PartProps) {
  const library = useStore(workbenchStore, (state) => state.library);
  const names = (library ?? []).filter(({ origin }) => origin !== 'target').map(({ name }) => name);
  // What was chosen stays to be seen, wherever it stands.
  const shown = [...new Set([...draft.videos, ...names])].slice(0, MAX_OFFERED);
  return (
    <ChoiceList
      label="Videos"
      choices={shown.map((name) => ({ key: name, text: name, title: name, value: name }))}
      chosen={draft.videos}
      onChange={(videos) => onChange({ videos })}
      empty="The library is empty."
    />
  );
}

function Whom({ draft, onChange }: PartProps) {
  const targets = useStore(workbenchStore, (state) => state.targets);
  return (
    <div className={css.column}>
      <ChoiceList
        label="Embedded reproxy as"
        choices={allManners.map(({ words, manners }) => ({
          key: words,
          text: words,
          title: manners.hasQuirks ? quirksWords : personalityWords[manners.personality],
          value: manners,
        }))}
        chosen={draft.personalities}
        onChange={(personalities) => onChange({ personalities })}
      />
      <ChoiceList
        label="Targets"
        choices={targets.map(({ name, pattern }) => ({
          ...{ key: name, text: name, title: pattern, value: name },
        }))}
        chosen={draft.targets}
        onChange={(chosen) => onChange({ targets: chosen })}
        empty="None yet: they are added in the library."
      />
    </div>
  );
}

type Count =
  | { kind: 'none' | 'reading' }
  | { kind: 'count'; asks: number }
  | { kind: 'fault'; error: SeeklabError };

/** So long it waits for more to be typed, ms. */
const COUNT_AFTER_MS = 250;

/** How many seeks it would be, by the workbench's own plan. */
function useCount(ground: SweepGround | null): Count {
  const { client } = useWorkbench();
  const key =
    ground &&
    JSON.stringify({
      ...{ plan: ground.plan, seed: ground.seed, videos: ground.videos },
      ...{ personalities: ground.personalities, targets: ground.targets },
    });
  const [count, setCount] = useState<Count>({ kind: 'none' });
  useEffect(() => {
    if (key === null) return setCount({ kind: 'none' });
    const leaving = new AbortController();
    setCount({ kind: 'reading' });
    const timer = setTimeout(() => {
      client.sweeps.read('sweeps.count', JSON.parse(key), leaving.signal).then(
        ({ asks }) => !leaving.signal.aborted && setCount({ kind: 'count', asks }),
        (thrown) =>
          !leaving.signal.aborted && setCount({ kind: 'fault', error: toSeeklabError(thrown) }),
      );
    }, COUNT_AFTER_MS);
    return () => {
      clearTimeout(timer);
      leaving.abort();
    };
  }, [client, key]);
  return count;
}

function countWords(count: Count): string {
  if (count.kind === 'count') return plural(count.asks, 'seek');
  return count.kind === 'reading' ? 'Counting' : '';
}
