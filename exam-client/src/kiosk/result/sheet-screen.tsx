import { useTranslation } from 'react-i18next';
import type { SittingView } from 'exam-contract/sitting';
import { BusyLine } from '../../ui/busy';
import { Button } from '../../ui/button';
import { useActions, useModel } from '../../ui/kiosk-context';
import { FailureNotice, Notice } from '../../ui/notice';
import { Page } from '../../ui/page';

export function SheetScreen({ sitting }: { sitting: SittingView }) {
  const { t } = useTranslation('result');
  const { print, finish } = useActions();
  const failure = useModel((m) => m.failure);
  const busy = useModel((m) => m.busy === 'print');
  const printed = useModel((m) => m.printed);
  const result = sitting.results.at(-1);
  return (
    <Page
      title={t('sheet.title')}
      lead={t(sitting.examinerSigned ? 'sheet.examinerSigned' : 'sheet.examinerPending')}
      center
      actions={
        <>
          {!printed && (
            <Button size="large" onPress={() => void finish()}>
              {t('sheet.noPrint')}
            </Button>
          )}
          <Button
            kind={printed ? 'secondary' : 'primary'}
            size="large"
            icon="print"
            onPress={() => void print()}
            isPending={busy}
          >
            {printed ? t('sheet.again') : t('sheet.print')}
          </Button>
          {printed && (
            <Button kind="primary" size="large" onPress={() => void finish()}>
              {t('sheet.finish')}
            </Button>
          )}
        </>
      }
    >
      {result && (
        <p className="score">
          {t(result.passed ? 'passed' : 'failed')} · {t('score', { score: result.score })}
        </p>
      )}
      {printed && (
        <Notice tone="right" live>
          {t('sheet.printed')}
        </Notice>
      )}
      {failure && <p className="strong">{t('sheet.printFailed')}</p>}
      <FailureNotice failure={failure} />
      <BusyLine />
    </Page>
  );
}
