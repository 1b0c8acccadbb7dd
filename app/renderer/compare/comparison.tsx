import { ArrowLeftRight, X } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import {
  type ComparedHop,
  compareRows,
  type RowComparison,
} from '../../checks/compare/compare-rows.ts';
import type { Exchange, Hop } from '../../contract/exchange.ts';
import { IconButton } from '../design/button.tsx';
import { CopyButton } from '../design/copy-button.tsx';
import { Region } from '../design/region.tsx';
import { Segmented } from '../design/segmented.tsx';
import { leaveComparison, swapCompared } from '../model/compared-rows.ts';
import { type ComparedRow, viewStore } from '../model/stores.ts';
import { ComparedChecks } from './compared-checks.tsx';
import { ComparedFacts } from './compared-facts.tsx';
import { ComparedHead } from './compared-head.tsx';
import { ComparedPrefix } from './compared-prefix.tsx';
import { bodyWords } from './compared-words.ts';
import css from './comparison.module.css';
import { comparisonText } from './comparison-text.ts';
import { SideCard } from './side-card.tsx';

interface ComparisonProps {
  rows: readonly [ComparedRow, ComparedRow];
  /** Stands in place of the name where the comparison shares its place. */
  title?: ReactNode;
}

/** Two rows of the log side by side, in the inspector's place. */
export function Comparison({ rows, title }: ComparisonProps) {
  const [first, second] = rows;
  const [chosen, setChosen] = useState<ReadonlyMap<number, number>>(new Map());
  const indexOf = (row: ComparedRow) =>
    Math.min(chosen.get(row.number) ?? 0, Math.max((row.entry?.exchanges.length ?? 0) - 1, 0));
  const exchanges = [
    exchangeAt(first, indexOf(first)),
    exchangeAt(second, indexOf(second)),
  ] as const;
  const comparison = useMemo(
    () => compareEntries(first, second, exchanges[0], exchanges[1]),
    [first, second, exchanges[0], exchanges[1]],
  );
  const choose = (row: ComparedRow) => (index: number) =>
    setChosen((before) => new Map(before).set(row.number, index));
  return (
    <Region
      name="Comparison"
      title={title ?? <h2 className={css.heading}>Side by side</h2>}
      actions={<Actions rows={rows} comparison={comparison} />}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keys. */}
      <div className={css.scroller} tabIndex={0}>
        <div className={css.sides}>
          <SideCard
            side="A"
            compared={first}
            exchangeIndex={indexOf(first)}
            onExchange={choose(first)}
          />
          <SideCard
            side="B"
            compared={second}
            exchangeIndex={indexOf(second)}
            onExchange={choose(second)}
          />
        </div>
        {comparison && <Compared comparison={comparison} />}
        <p className={css.hint}>
          Alt and a click on another row of the log compares with that one.
        </p>
      </div>
    </Region>
  );
}

const exchangeAt = ({ entry }: ComparedRow, index: number): Exchange | null =>
  entry?.exchanges[index] ?? null;

function compareEntries(
  first: ComparedRow,
  second: ComparedRow,
  one: Exchange | null,
  two: Exchange | null,
): RowComparison | null {
  if (first.entry === null || second.entry === null) return null;
  return compareRows({ row: first.entry, exchange: one }, { row: second.entry, exchange: two });
}

interface ActionsProps {
  rows: readonly [ComparedRow, ComparedRow];
  comparison: RowComparison | null;
}

function Actions({ rows, comparison }: ActionsProps) {
  const look = useStore(viewStore, (state) => state.compareLook);
  return (
    <>
      <Segmented
        label="Show lines"
        value={look}
        options={[
          { value: 'all', text: 'All' },
          { value: 'differences', text: 'Differences' },
        ]}
        onChange={(compareLook) => viewStore.setState({ compareLook })}
      />
      {comparison && (
        <CopyButton
          label="Copy the comparison as text"
          text={() => comparisonText(rows, comparison)}
        />
      )}
      <IconButton label="Swap the two rows" command="swap" onClick={swapCompared}>
        <ArrowLeftRight size={14} aria-hidden />
      </IconButton>
      <IconButton label="Leave the comparison" command="back" onClick={leaveComparison}>
        <X size={15} aria-hidden />
      </IconButton>
    </>
  );
}

function Compared({ comparison }: { comparison: RowComparison }) {
  const { facts, checks, prefixes, body, behindPrefix, hops } = comparison;
  const isOnlyDifferences = useStore(viewStore, (state) => state.compareLook === 'differences');
  return (
    <>
      <ComparedFacts facts={facts} isOnlyDifferences={isOnlyDifferences} />
      <ComparedChecks checks={checks} />
      <section className={css.part} aria-label="Prefix and body">
        <h3 className={css.name}>Prefix and body</h3>
        <ComparedPrefix prefixes={prefixes} />
        <p className={css.words}>{bodyWords(body, 'From its first byte')}</p>
        <p className={css.words}>{bodyWords(behindPrefix, 'Behind what was put in front')}</p>
      </section>
      {hops.map((hop) => (
        <Hops key={hop.name} hop={hop} isOnlyDifferences={isOnlyDifferences} />
      ))}
    </>
  );
}

function Hops({ hop, isOnlyDifferences }: { hop: ComparedHop; isOnlyDifferences: boolean }) {
  const { name, first, second, request, response } = hop;
  const title = `${name.charAt(0).toUpperCase()}${name.slice(1)} hop`;
  return (
    <section className={css.part} aria-label={title}>
      <h3 className={css.name}>
        {title} <span className={css.facts}>{hopWords(first, second)}</span>
      </h3>
      <ComparedHead
        name={`${title}, request`}
        caption="Request"
        lines={request}
        isOnlyDifferences={isOnlyDifferences}
      />
      <ComparedHead
        name={`${title}, response`}
        caption="Response"
        lines={response}
        isOnlyDifferences={isOnlyDifferences}
      />
    </section>
  );
}

/** How the hop ended on each side. */
function hopWords(first: Hop | null, second: Hop | null): string {
  const words = (hop: Hop | null) => (hop === null ? 'none' : `${hop.status ?? ''} ${hop.outcome}`);
  return `A: ${words(first)} · B: ${words(second)}`;
}
