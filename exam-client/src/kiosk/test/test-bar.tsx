import { useTranslation } from 'react-i18next';
import type { SittingView } from 'exam-contract/sitting';
import { localText } from '../../i18n/i18n';
import { Button } from '../../ui/button';
import { HelpButton } from '../../ui/help-button';
import { useLang, useModel } from '../../ui/kiosk-context';
import { Mirror } from '../../ui/mirror';
import { SettingsButton } from '../../ui/settings';
import { Clock } from './clock';

/** Who is being examined in what, how much time is left, and the way out. */
export function TestBar({ sitting, onHandIn }: { sitting: SittingView; onHandIn?: () => void }) {
  const { t } = useTranslation(['test', 'common']);
  const lang = useLang();
  const seat = useModel((m) => m.flow.terminal?.seat.number ?? null);
  const kind = localText(sitting.kind.name, lang);
  return (
    <header className="test-bar">
      <div className="test-who">
        <Mirror className="small" />
        <div>
          <span className="test-name">
            {sitting.candidate.maskedName}
            {seat !== null && <span className="test-seat">{t('common:seat', { number: seat })}</span>}
          </span>
          <span className="test-kind" lang={kind.lang}>
            {kind.text}
          </span>
        </div>
      </div>
      <Clock />
      <div className="topbar-tools">
        <SettingsButton />
        <HelpButton />
        {onHandIn && (
          <Button onPress={onHandIn} className="hand-in">
            {t('handIn')}
          </Button>
        )}
      </div>
    </header>
  );
}
