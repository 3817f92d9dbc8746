import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button';
import { Waiting } from '../../ui/busy';
import { useActions, useKiosk, useModel } from '../../ui/kiosk-context';
import { Page } from '../../ui/page';

export function ConnectingScreen() {
  const { t } = useTranslation();
  return (
    <Page title={t('connecting.title')} lead={t('connecting.body')} width="narrow" center>
      <Waiting>{t('waiting')}</Waiting>
    </Page>
  );
}

const LOOK_AGAIN_MS = 8000;

/** Why this window cannot be the terminal of its seat, and the way out. */
export function BlockedScreen() {
  const { t } = useTranslation();
  const kiosk = useKiosk();
  const { retryLink } = useActions();
  const why = useModel((m) => m.flow.blocked) ?? 'secondTab';
  // The other window may be closed by now; then this one takes the seat without anybody's help.
  useEffect(() => {
    if (why !== 'secondTab') return undefined;
    const timer = setInterval(() => kiosk.link?.retry(), LOOK_AGAIN_MS * (0.8 + 0.4 * Math.random()));
    return () => clearInterval(timer);
  }, [why, kiosk]);
  return (
    <Page
      title={t(`blocked.${why}.title`)}
      lead={t(`blocked.${why}.body`)}
      width="narrow"
      center
      actions={
        <Button kind="primary" size="large" onPress={retryLink}>
          {why === 'deviceRevoked' ? t('blocked.enrol') : t('blocked.retry')}
        </Button>
      }
    />
  );
}
