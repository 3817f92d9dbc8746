import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SittingView } from 'exam-contract/sitting';
import { BusyLine } from '../../ui/busy';
import { Button } from '../../ui/button';
import { useActions, useModel } from '../../ui/kiosk-context';
import { FailureNotice } from '../../ui/notice';
import { Page } from '../../ui/page';
import { SignaturePad } from './signature-pad';
import { StrokeRecorder } from './stroke-recorder';

export function SignScreen({ sitting }: { sitting: SittingView }) {
  const { t } = useTranslation('result');
  const { sign } = useActions();
  const failure = useModel((m) => m.failure);
  const busy = useModel((m) => m.busy !== null);
  const [recorder] = useState(() => new StrokeRecorder());
  const [round, setRound] = useState(0);
  const [inked, setInked] = useState(false);
  const result = sitting.results.at(-1);
  const clear = () => {
    recorder.clear();
    setInked(false);
    setRound(round + 1);
  };
  return (
    <Page
      title={t('sign.title')}
      lead={t('sign.lead')}
      width="wide"
      actions={
        <>
          <Button size="large" icon="erase" onPress={clear} isDisabled={!inked}>
            {t('sign.clear')}
          </Button>
          <Button
            kind="primary"
            size="large"
            icon="check"
            onPress={() => void sign(recorder.strokes)}
            isDisabled={!inked}
            isPending={busy}
          >
            {t('sign.submit')}
          </Button>
        </>
      }
    >
      {result && (
        <p className="strong">
          {t(result.passed ? 'passed' : 'failed')} · {t('score', { score: result.score })}
        </p>
      )}
      <SignaturePad recorder={recorder} round={round} onInk={() => setInked(true)} />
      <p className="small">{t('sign.other')}</p>
      <FailureNotice failure={failure} />
      <BusyLine />
    </Page>
  );
}
