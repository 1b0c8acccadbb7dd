import { type FormEvent, useState } from 'react';
import { useStore } from 'zustand';
import { personalityName } from '../../contract/personality.ts';
import { MAX_REPLAYED, type ReplayWhom } from '../../contract/replay.ts';
import { formatCount, plural } from '../../seek/format.ts';
import { type AskList, readAskList } from '../../seek/plan/ask-list.ts';
import { Button } from '../design/button.tsx';
import { useWorkbench } from '../hooks/workbench-context.ts';
import { playback } from '../model/playback.ts';
import { replayStore } from '../model/replay.ts';
import { logStore, playbackStore, workbenchStore } from '../model/stores.ts';
import css from './replay-dialog.module.css';

interface ReplayFormProps {
  /** Of the log; empty: only a list can be made. */
  numbers: readonly number[];
  onClose: () => void;
}

/** Longer lists are no text that somebody pastes. */
const MAX_LIST_CHARACTERS = 100_000;

/** What is asked for, and whom. */
export function ReplayForm({ numbers, onClose }: ReplayFormProps) {
  const { replay } = useWorkbench().client;
  const isRunning = useStore(replayStore, (state) => state.isRunning);
  const [isList, setIsList] = useState(numbers.length === 0);
  const [text, setText] = useState('');
  const [whom, setWhom] = useState('same');
  const video = useStore(playbackStore, (state) => state.video);
  const list = isList && video.phase === 'open' ? listOf(text, video) : null;
  const count = isList ? (list?.asks.length ?? 0) : numbers.length;
  const isBad = list !== null && list.bad.length > 0;
  const start = (event: FormEvent) => {
    event.preventDefault();
    const chosen = whomOf(whom);
    if (!isList) void replay.run({ kind: 'rows', numbers: [...numbers] }, chosen);
    else if (list && video.phase === 'open') {
      void replay.run({ kind: 'list', videoName: video.name, asks: list.asks }, chosen);
    }
  };
  return (
    <form className={css.form} onSubmit={start}>
      <label className={css.field}>
        <span>What</span>
        <select
          value={isList ? 'list' : 'rows'}
          onChange={(event) => setIsList(event.target.value === 'list')}
        >
          <option value="rows" disabled={numbers.length === 0}>
            {numbers.length === 0
              ? 'No row is selected'
              : `${plural(numbers.length, 'row')} of the log`}
          </option>
          <option value="list">A list of places in the open video</option>
        </select>
      </label>
      <WhomChoice whom={whom} onChoose={setWhom} />
      {isList && <ListField text={text} onText={setText} list={list} />}
      <div className={css.foot}>
        <span className={css.hint}>
          {count > MAX_REPLAYED
            ? `At most ${formatCount(MAX_REPLAYED)} at once; a sweep does more.`
            : 'Asked one after the other without a player, so no picture is judged.'}
        </span>
        {!isList && numbers.length === 1 && <InPlayer onClose={onClose} />}
        <Button
          type="submit"
          look="accent"
          disabled={isRunning || isBad || count === 0 || count > MAX_REPLAYED}
        >
          Replay {formatCount(count)}
        </Button>
      </div>
    </form>
  );
}

function listOf(
  text: string,
  { facts, clock }: Extract<ReturnType<typeof playbackStore.getState>['video'], { phase: 'open' }>,
): AskList {
  return readAskList(text, { durationMs: facts.durationMs, sizeBytes: facts.sizeBytes, clock });
}

function whomOf(choice: string): ReplayWhom {
  const personality = personalityName.safeParse(choice);
  if (personality.success)
    return { kind: 'personality', personality: personality.data, hasQuirks: false };
  return choice === 'same'
    ? { kind: 'same' }
    : { kind: 'target', name: choice.slice('target '.length) };
}

function WhomChoice({ whom, onChoose }: { whom: string; onChoose: (whom: string) => void }) {
  const targets = useStore(workbenchStore, (state) => state.targets);
  return (
    <label className={css.field}>
      <span>Whom</span>
      <select value={whom} onChange={(event) => onChoose(event.target.value)}>
        <option value="same">Who was asked before, as it answers now</option>
        <optgroup label="The reproxy as">
          {personalityName.options.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </optgroup>
        {targets.length > 0 && (
          <optgroup label="A target">
            {targets.map(({ name }) => (
              <option key={name} value={`target ${name}`}>
                {name}
              </option>
            ))}
          </optgroup>
        )}
      </select>
    </label>
  );
}

interface ListFieldProps {
  text: string;
  onText: (text: string) => void;
  list: AskList | null;
}

/** Bad lines that are named. */
const BAD_SHOWN = 5;

function ListField({ text, onText, list }: ListFieldProps) {
  const read = async (file: File | undefined) => {
    if (file) onText((await file.slice(0, MAX_LIST_CHARACTERS).text()).replaceAll('\r', ''));
  };
  if (list === null) return <p className={css.hint}>Open a video first: places are in one.</p>;
  return (
    <>
      <label className={css.field}>
        <span>Places, one a line: 0:42.3, @1204887, 0x1262A7, #21</span>
        <textarea
          rows={5}
          spellCheck={false}
          maxLength={MAX_LIST_CHARACTERS}
          value={text}
          onChange={(event) => onText(event.target.value)}
        />
      </label>
      <input
        type="file"
        aria-label="Read the list from a file"
        accept=".txt,text/plain"
        onChange={({ target }) => void read(target.files?.[0])}
      />
      {list.bad.length > 0 && (
        <ul className={css.bad} role="alert">
          {list.bad.slice(0, BAD_SHOWN).map(({ line, text: given, reason }) => (
            <li key={line}>
              Line {line}, “{given}”: {reason}
            </li>
          ))}
          {list.bad.length > BAD_SHOWN && <li>{list.bad.length - BAD_SHOWN} more lines.</li>}
        </ul>
      )}
    </>
  );
}

/** One seek can be made again where one sees what comes. */
function InPlayer({ onClose }: { onClose: () => void }) {
  const { client } = useWorkbench();
  const chosen = useStore(logStore, (state) => state.chosen);
  if (chosen?.kind !== 'seek') return null;
  const { videoName, asked } = chosen.seek;
  const ask = () => {
    const { video } = playbackStore.getState();
    onClose();
    if (video.phase === 'open' && video.name === videoName) playback.seek(asked);
    else void client.openVideo(videoName, asked);
  };
  return <Button onClick={ask}>In the player</Button>;
}
