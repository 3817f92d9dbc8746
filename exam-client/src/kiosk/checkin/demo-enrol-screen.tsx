import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { TextField } from 'react-aria-components/TextField';
import { BusyLine } from '../../ui/busy';
import { Button } from '../../ui/button';
import { useActions, useModel } from '../../ui/kiosk-context';
import { Mirror } from '../../ui/mirror';
import { FailureNotice, Notice } from '../../ui/notice';
import { Page } from '../../ui/page';

/** Demonstration sites only: whoever stands here becomes a candidate with bookings of today. */
export function DemoEnrolScreen() {
  const { t } = useTranslation(['checkin', 'common']);
  const { go, demoEnrol } = useActions();
  const failure = useModel((m) => m.failure);
  const busy = useModel((m) => m.busy !== null);
  const ready = useModel((m) => m.camera.status === 'on');
  const [name, setName] = useState(() => t('demo.defaultName'));
  const [done, setDone] = useState<{ maskedName: string; idNumber: string } | null>(null);
  const send = () => {
    if (name.trim() && !busy) void demoEnrol(name.trim()).then((d) => d && setDone(d));
  };
  return (
    <Page
      title={t('demo.title')}
      lead={t('demo.lead')}
      width="wide"
      actions={
        <>
          <Button icon="back" onPress={() => go({ at: 'identify' })}>
            {t('common:back')}
          </Button>
          {done ? (
            <Button
              kind="primary"
              size="large"
              iconAfter="arrow"
              onPress={() => go({ at: 'camera', method: 'face', idNumber: null })}
            >
              {t('demo.next')}
            </Button>
          ) : (
            <Button
              kind="primary"
              size="large"
              onPress={send}
              isDisabled={!ready || !name.trim()}
              isPending={busy}
            >
              {t('demo.submit')}
            </Button>
          )}
        </>
      }
    >
      <div className="camera-layout">
        <Mirror className="large" />
        <div className="stack">
          {done ? (
            <Notice tone="right" live>
              <p className="strong">{t('demo.done', { name: done.maskedName })}</p>
              <p>{t('demo.number', { idNumber: done.idNumber })}</p>
            </Notice>
          ) : (
            <>
              <TextField className="field" value={name} onChange={setName} maxLength={30} autoComplete="off">
                <Label>{t('demo.name')}</Label>
                <Input className="input" spellCheck={false} />
              </TextField>
              {!ready && <p className="small">{t('demo.noPicture')}</p>}
            </>
          )}
          <FailureNotice failure={failure} />
          <BusyLine />
        </div>
      </div>
    </Page>
  );
}
