import { DownloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { attemptRoutes, type AttemptDetail } from 'exam-contract/http/attempts';
import { call } from '../../net/api';
import { useMay } from '../../net/session';
import { FailureNote } from '../../ui/failure-note';
import { keep } from '../../ui/keep';

/** How the paper was drawn, and for auditors the file with which anybody draws it again. */
export function DrawRecord({ attempt: { attemptId, drawn } }: { attempt: AttemptDetail }) {
  const { t } = useTranslation('attempt');
  const auditor = useMay('auditor', 'admin');
  const load = useMutation({
    mutationFn: async () => {
      const record = await call(attemptRoutes.drawRecord, { params: { attemptId } });
      const file = new Blob([JSON.stringify(record)], { type: 'application/json' });
      keep(file, `draw-${attemptId}.json`);
    },
  });
  if (!drawn) return <p className="quiet">{t('draw.none')}</p>;
  const { day, licenceClass, region, beside, before, without, exposure } = drawn;
  const said = [
    t('draw.for', { day, licenceClass }),
    ...(region ? [t('draw.region', { region })] : []),
    beside > 0 ? t('draw.beside', { count: beside }) : t('draw.alone'),
    ...(before > 0 ? [t('draw.before', { count: before })] : []),
    ...(without > 0 ? [t('draw.without', { count: without })] : []),
    ...(exposure ? [t('draw.exposure')] : []),
  ];
  return (
    <>
      <ul className="draw-said">
        {said.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {auditor && (
        <>
          <Button
            icon={<DownloadOutlined aria-hidden />}
            loading={load.isPending}
            onClick={() => load.mutate()}
          >
            {t('draw.load')}
          </Button>
          <p className="quiet">
            {t('draw.means')}
            <br />
            <code className="mono">npx kaotai-bank draw BANK --record FILE</code>
          </p>
          <FailureNote failure={load.error} />
        </>
      )}
    </>
  );
}
