import { useTranslation } from 'react-i18next';
import { Button } from './button';
import { useActions, useModel } from './kiosk-context';

/** Raise and lower the hand. */
export function HelpButton() {
  const { t } = useTranslation();
  const { help } = useActions();
  const asked = useModel((m) => m.helpAsked);
  return (
    <Button
      kind="quiet"
      icon="hand"
      className={asked ? 'asked' : ''}
      aria-pressed={asked}
      onPress={() => void help(!asked)}
    >
      {asked ? t('help.called') : t('help.call')}
    </Button>
  );
}
