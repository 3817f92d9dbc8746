import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Waiting } from '../../ui/busy';
import { Button } from '../../ui/button';
import { useActions, useKiosk, useModel } from '../../ui/kiosk-context';
import { Page } from '../../ui/page';

const GOODBYE_S = 12;

export function ThanksScreen() {
  const { t } = useTranslation('result');
  const { leave } = useActions();
  const finished = useModel((m) => m.finished);
  const [left, setLeft] = useState(GOODBYE_S);
  // The seat is given back even where nobody presses anything.
  useEffect(() => {
    if (!finished) return undefined;
    const timer = setTimeout(() => (left > 1 ? setLeft(left - 1) : leave()), 1000);
    return () => clearTimeout(timer);
  }, [finished, left, leave]);
  return (
    <Page
      title={t('thanks.title')}
      lead={t('thanks.lead')}
      width="narrow"
      center
      actions={
        <Button kind="primary" size="large" onPress={leave} isDisabled={!finished}>
          {t('thanks.now')}
        </Button>
      }
    >
      {finished ? (
        <p className="small">{t('thanks.back', { count: left })}</p>
      ) : (
        <Waiting>{t('thanks.closing')}</Waiting>
      )}
    </Page>
  );
}

export function ClosedScreen() {
  const { t } = useTranslation('result');
  const { leave } = useActions();
  return (
    <Page
      title={t('closed.title')}
      lead={t('closed.lead')}
      width="narrow"
      center
      actions={
        <Button kind="primary" size="large" onPress={leave}>
          {t('thanks.now')}
        </Button>
      }
    />
  );
}

/** Nobody is there although the sitting is not over: the proctor is told, and nothing of the person is shown. */
export function HeldScreen() {
  const { t } = useTranslation('result');
  const kiosk = useKiosk();
  const { go, help } = useActions();
  // A person has to look at this seat; raising its hand is how a terminal asks for that.
  useEffect(() => {
    void kiosk.link?.request('help', { on: true });
  }, [kiosk]);
  return (
    <Page
      title={t('held.title')}
      lead={t('held.lead')}
      width="narrow"
      center
      actions={
        <Button
          kind="primary"
          size="large"
          onPress={() => {
            void help(false);
            go({ at: 'none' });
          }}
        >
          {t('held.continue')}
        </Button>
      }
    >
      <p>{t('held.note')}</p>
    </Page>
  );
}
