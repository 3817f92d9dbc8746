import type { TFunction } from 'i18next';

/** Why a person was called: a word of the protocol in words of ours; what a person wrote stays as it is. */
export const reasonWords = (reason: string, t: TFunction): string =>
  /^[a-z]+([A-Z][a-z]+)+$/.test(reason) ? t(`incident:call.${reason}`, { defaultValue: reason }) : reason;
