import { useTranslation } from 'react-i18next';
import type { Slot } from '../../flow/answer-book';
import { Icon } from '../../ui/icons';

/** What has become of this question's answer: on its way, safe with the server, or safe here for now. */
export function SaveState({ slot, online }: { slot: Slot; online: boolean }) {
  const { t } = useTranslation(['test', 'errors']);
  const state = slot.refused
    ? 'refused'
    : slot.pending !== null
      ? online
        ? 'saving'
        : 'waiting'
      : slot.choice.length > 0 || slot.acked > 0
        ? 'saved'
        : null;
  return (
    <span className={`save-state ${state ?? ''}`} role="status">
      {state === 'refused' && slot.refused && (
        <>
          <Icon name="warn" />
          {t('save.refused', { reason: t(`errors:${slot.refused}`) })}
        </>
      )}
      {state === 'saving' && (
        <>
          <span className="ring" aria-hidden="true" />
          {t('save.saving')}
        </>
      )}
      {state === 'waiting' && (
        <>
          <Icon name="cloudOff" />
          {t('save.waiting')}
        </>
      )}
      {state === 'saved' && (
        <>
          <Icon name="check" />
          {t('save.saved')}
        </>
      )}
    </span>
  );
}
