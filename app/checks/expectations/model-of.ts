import type { AnsweredAs } from '../../contract/exchange.ts';
import {
  asContracted,
  cdn,
  lighttpd,
  type Model,
  nginx,
  perlbalPatch,
  perlbalPlugin,
  perlbalQuirks,
  spec,
} from './model.ts';

/** What an exchange is held against: the manners in which it was answered, or the contract. */
export function modelOf(answeredAs: AnsweredAs | null): Model {
  switch (answeredAs?.personality) {
    case undefined:
      return asContracted;
    case 'perlbal-patch':
      return answeredAs?.hasQuirks ? perlbalQuirks : perlbalPatch;
    case 'perlbal-plugin':
      return perlbalPlugin;
    case 'nginx':
      return nginx;
    case 'lighttpd':
      return lighttpd;
    case 'spec':
      return spec;
    case 'cdn':
      return cdn;
  }
}
