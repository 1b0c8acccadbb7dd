import { ChevronDown } from 'lucide-react';
import { useStore } from 'zustand';
import { personalityName } from '../../contract/personality.ts';
import type { Seek } from '../../contract/seek.ts';
import { MenuButton } from '../design/menu.tsx';
import { MenuActions } from '../design/menu-items.tsx';
import { useWorkbench } from '../hooks/workbench-context.ts';
import type { AskedOtherwise } from '../model/ask-again.ts';
import { othersWith } from '../model/others-with.ts';
import { personalityWords, quirksWords } from '../model/personalities.ts';
import { workbenchStore } from '../model/stores.ts';

interface Choice {
  name: string;
  words: string;
  whom: AskedOtherwise;
}

const personalities: readonly Choice[] = [
  ...personalityName.options.map((personality) => ({
    name: personality,
    words: personalityWords[personality],
    whom: { kind: 'personality', personality, hasQuirks: false } as const,
  })),
  {
    name: 'perlbal-patch with quirks',
    words: quirksWords,
    whom: { kind: 'personality', personality: 'perlbal-patch', hasQuirks: true },
  },
];

/** Asks for the place of a seek once more, otherwise, and puts both answers side by side. */
export function AskAgainMenu({ seek }: { seek: Seek }) {
  const { client } = useWorkbench();
  const library = useStore(workbenchStore, (state) => state.library);
  const others = othersWith(seek, library ?? []);
  const ask = ({ whom }: Choice) => void client.askAgain(seek, whom);
  return (
    <MenuButton
      title="Asks for the same place once more, for this page alone, and compares"
      look="text"
      face={
        <>
          Ask again as
          <ChevronDown size={13} aria-hidden />
        </>
      }
      side="bottom"
      align="start"
    >
      {seek.target === null && (
        <MenuActions heading="The reproxy, once, as" actions={personalities} onChoose={ask} />
      )}
      {others.length > 0 && (
        <MenuActions heading="Another server" actions={others} onChoose={ask} />
      )}
    </MenuButton>
  );
}
