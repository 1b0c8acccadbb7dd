import type { Severity } from './finding.ts';
import { tagHeaderLength } from './tag-header.ts';

/** Who is told what a walk met. */
export interface FindingVisitor {
  finding(code: string, severity: Severity, offset: number, message: string): void;
}

/** Where a tag was expected, a file header stands: files were joined, or a proxy added a prefix. */
export function reportSecondHeader(visitor: FindingVisitor, offset: number): void {
  const message = `An FLV file header stands at ${offset}, where a tag is expected.`;
  visitor.finding('second_file_header', 'fail', offset, message);
}

/** The walk gives up. */
export function reportTooDamaged(visitor: FindingVisitor, offset: number, places: number): void {
  const message = `The file is damaged in more than ${places} places; the rest was not read.`;
  visitor.finding('too_damaged', 'fail', offset, message);
}

/** Bytes between two tags. */
export function reportDamage(visitor: FindingVisitor, offset: number, until: number): void {
  const message = `${until - offset} bytes from ${offset} on are no tags; the next tag is at ${until}.`;
  visitor.finding('damaged', 'fail', offset, message);
}

/** Bytes at the end that are no whole tag. */
export function reportUnreadEnd(
  visitor: FindingVisitor,
  last: { offset: number; dataSize: number; isPlausible: boolean },
  end: number,
): void {
  const { offset, dataSize, isPlausible } = last;
  const expected = tagHeaderLength + dataSize;
  const left = end - offset;
  if (isPlausible && offset + expected > end) {
    const message = `The file ends within its last tag: ${left} of ${expected} bytes are there.`;
    visitor.finding('truncated_tag', 'warn', offset, message);
  } else {
    const message = `${left} bytes from ${offset} to the end of the file are no tags.`;
    visitor.finding('damaged', 'fail', offset, message);
  }
}

/** The file ends within a tag header. */
export function reportCutHeader(visitor: FindingVisitor, offset: number, left: number): void {
  const bytes = left === 1 ? '1 byte' : `${left} bytes`;
  const message = `The file ends ${bytes} after the beginning of a tag.`;
  visitor.finding('truncated_tag', 'warn', offset, message);
}

/** The file ends right after a tag's data. */
export function reportNoTrailer(visitor: FindingVisitor, offset: number): void {
  const message = 'The file ends before the PreviousTagSize of its last tag.';
  visitor.finding('last_previous_tag_size_missing', 'info', offset, message);
}
