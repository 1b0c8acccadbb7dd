import type { PageLists, PageRow } from './rows.ts';

/**
 * What runs in a report's page: the table of all results with its filters, copy buttons, and details that open
 * when something leads to them. It is written into the page as text, so it uses nothing from outside itself.
 */
export function runPage(): void {
  const PAGE_ROWS = 100;
  const signs: Readonly<Record<string, string>> = { pass: '✓', warn: '!', fail: '✗', skip: '–' };
  /** Places in a row. */
  const at = {
    number: 0,
    verdict: 1,
    code: 2,
    ask: 3,
    video: 4,
    target: 5,
    plan: 6,
    fault: 7,
    offset: 8,
    status: 9,
    errorMs: 10,
    firstByteMs: 11,
    pictureMs: 12,
  } as const;

  const read = (id: string) => JSON.parse(document.getElementById(id)?.textContent ?? 'null');
  const find = <E extends HTMLElement>(id: string) => document.getElementById(id) as E | null;
  const element = (name: string, text = '', className = '') => {
    const made = document.createElement(name);
    made.textContent = text;
    if (className !== '') made.className = className;
    return made;
  };
  const grouped = (value: number) => String(value).replace(/\B(?=(\d{3})+$)/g, ',');
  const ms = (value: number | null) => (value === null ? '' : `${Math.round(value * 10) / 10}`);

  openWhatIsLedTo();
  offerCopying();
  if (find('results')) showTable();

  function openWhatIsLedTo() {
    const open = () => {
      const led = document.getElementById(location.hash.slice(1));
      if (!(led instanceof HTMLDetailsElement)) return;
      led.open = true;
      led.scrollIntoView({ block: 'start' });
      led.querySelector('summary')?.focus({ preventScroll: true });
    };
    addEventListener('hashchange', open);
    open();
  }

  function offerCopying() {
    for (const command of document.querySelectorAll('.command')) {
      const button = element('button', 'Copy') as HTMLButtonElement;
      button.type = 'button';
      button.addEventListener('click', () => {
        const code = command.querySelector('code');
        navigator.clipboard.writeText(code?.textContent ?? '').then(
          () => {
            button.textContent = 'Copied';
          },
          () => {
            if (code) getSelection()?.selectAllChildren(code);
          },
        );
      });
      command.append(button);
    }
  }

  function showTable() {
    const rows: PageRow[] = read('rows');
    const lists: PageLists & { videos: string[]; targets: string[] } = read('lists');
    const table = find<HTMLTableElement>('results');
    const body = table?.tBodies[0];
    const state = { page: 0, sort: at.number as number, isDown: false, shown: rows };

    const chosen = (id: string) => {
      const value = find<HTMLSelectElement>(id)?.value ?? '';
      return value === '' ? null : Number(value);
    };
    const textOf = (row: PageRow) =>
      [
        row[at.number],
        lists.verdicts[row[at.verdict]],
        lists.codes[row[at.code]],
        row[at.ask],
        lists.videos[row[at.video]],
        lists.targets[row[at.target]],
        lists.plans[row[at.plan]],
        lists.faults[row[at.fault]],
        row[at.offset],
        row[at.status],
      ]
        .join(' ')
        .toLowerCase();

    function filter() {
      const wanted = (['verdict', 'code', 'video', 'target', 'plan'] as const)
        .map((name) => [at[name], chosen(`by-${name}`)] as const)
        .filter(([, value]) => value !== null);
      const words = (find<HTMLInputElement>('by-text')?.value ?? '')
        .toLowerCase()
        .split(/\s+/)
        .filter(Boolean);
      const isWanted = (row: PageRow) => {
        if (!wanted.every(([place, value]) => row[place] === value)) return false;
        if (words.length === 0) return true;
        const text = textOf(row);
        return words.every((word) => text.includes(word));
      };
      state.shown = rows.filter(isWanted).sort(compare);
      state.page = 0;
      show();
    }

    function compare(a: PageRow, b: PageRow): number {
      const one = a[state.sort];
      const other = b[state.sort];
      // What is not known stands last, whichever way.
      if (one == null || other == null) return one == null ? (other == null ? 0 : 1) : -1;
      return (one < other ? -1 : one > other ? 1 : 0) * (state.isDown ? -1 : 1);
    }

    function show() {
      const pages = Math.max(1, Math.ceil(state.shown.length / PAGE_ROWS));
      state.page = Math.min(Math.max(state.page, 0), pages - 1);
      const from = state.page * PAGE_ROWS;
      const part = state.shown.slice(from, from + PAGE_ROWS);
      body?.replaceChildren(...part.map(lineOf));
      const place = find('place');
      if (place) {
        const all = grouped(state.shown.length);
        place.textContent =
          part.length === 0
            ? 'No seek is like that.'
            : `${grouped(from + 1)} to ${grouped(from + part.length)} of ${all}`;
      }
      const previous = find<HTMLButtonElement>('previous');
      const next = find<HTMLButtonElement>('next');
      if (previous) previous.disabled = state.page === 0;
      if (next) next.disabled = state.page >= pages - 1;
      for (const head of table?.querySelectorAll('th') ?? []) {
        const isSorted = Number(head.dataset.column) === state.sort;
        if (isSorted) head.setAttribute('aria-sort', state.isDown ? 'descending' : 'ascending');
        else head.removeAttribute('aria-sort');
        const arrow = head.querySelector('.arrow');
        if (arrow) arrow.textContent = isSorted ? (state.isDown ? ' ↓' : ' ↑') : '';
      }
    }

    function lineOf(row: PageRow): HTMLElement {
      const line = element('tr');
      const verdict = lists.verdicts[row[at.verdict]] ?? '';
      const number = element('td', '', 'number');
      if (document.getElementById(`r${row[at.number]}`)) {
        const link = element('a', grouped(row[at.number])) as HTMLAnchorElement;
        link.href = `#r${row[at.number]}`;
        number.append(link);
      } else number.textContent = grouped(row[at.number]);
      const mark = element('td');
      mark.append(element('span', `${signs[verdict] ?? ''} ${verdict}`, `mark ${verdict}`));
      const cell = (text: string) => {
        const made = element('td', text, 'text');
        made.title = text;
        return made;
      };
      const figure = (value: number | null, text: string) =>
        element('td', value === null ? '' : text, 'number');
      const offset = row[at.offset];
      line.append(
        ...[number, mark],
        cell(lists.codes[row[at.code]] ?? ''),
        cell(row[at.ask]),
        figure(offset, grouped(offset ?? 0)),
        figure(row[at.errorMs], ms(row[at.errorMs])),
        figure(row[at.pictureMs], ms(row[at.pictureMs])),
        figure(row[at.firstByteMs], ms(row[at.firstByteMs])),
        figure(row[at.status], String(row[at.status])),
        ...[at.target, at.video, at.plan]
          .filter((column) => !hidden.includes(column))
          .map((column) => cell(wordsOf(row, column))),
      );
      return line;
    }

    function wordsOf(row: PageRow, column: number): string {
      if (column === at.target) return lists.targets[row[at.target]] ?? '';
      if (column === at.video) return lists.videos[row[at.video]] ?? '';
      return `${lists.plans[row[at.plan]] ?? ''} ${lists.faults[row[at.fault]] ?? ''}`.trim();
    }

    function fill(id: string, texts: readonly string[]) {
      const select = find<HTMLSelectElement>(id);
      for (const [place, text] of texts.entries()) {
        if (text !== '') select?.add(new Option(text, String(place)));
      }
      // One choice is none.
      const label = select?.closest('label');
      if (label && (select?.options.length ?? 0) < 3) label.hidden = true;
    }

    /** Columns that say the same in each row. */
    const hidden = [
      [at.target, lists.targets.length],
      [at.video, lists.videos.length],
      [at.plan, lists.plans.length * lists.faults.length],
    ].flatMap(([column, count = 0]) => (count > 1 ? [] : [column]));

    fill('by-verdict', lists.verdicts);
    fill('by-code', lists.codes);
    fill('by-target', lists.targets);
    fill('by-video', lists.videos);
    fill('by-plan', lists.plans);
    find('filters')?.addEventListener('input', filter);
    for (const head of table?.querySelectorAll('th') ?? []) {
      head.hidden = hidden.includes(Number(head.dataset.column ?? -1));
      head.querySelector('button')?.addEventListener('click', () => {
        const column = Number(head.dataset.column);
        state.isDown = state.sort === column && !state.isDown;
        state.sort = column;
        filter();
      });
    }
    for (const [id, step] of [
      ['previous', -1],
      ['next', 1],
    ] as const) {
      find(id)?.addEventListener('click', () => {
        state.page += step;
        show();
      });
    }
    for (const id of ['filters', 'pager']) {
      const part = find(id);
      if (part) part.hidden = false;
    }
    filter();
  }
}
