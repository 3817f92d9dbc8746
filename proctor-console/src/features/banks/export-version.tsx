import { DownloadOutlined } from '@ant-design/icons';
import { Alert, Button, Dropdown, Progress } from 'antd';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { bankExportRoutes, exportFormat } from 'exam-contract/http/bank-exports';
import type { BankVersionRow } from 'exam-contract/http/banks';
import { call } from '../../net/api';
import { Failure } from '../../net/failure';
import { FailureNote } from '../../ui/failure-note';
import { keep } from '../../ui/keep';
import { downloadExport, type ExportFormat, type TooLarge } from './download-export';
import { newUploadId } from './upload-bank';

const ASK_MS = 700;
/** What is through sooner needs no words. */
const QUIET_MS = 500;

/** The ending a file of that format has; some leave as a ZIP where there are pictures. */
function endingOf(format: ExportFormat, pictures: number): string {
  const own = { moodle: 'xml', qti: 'zip', xlsx: 'xlsx', pdf: 'pdf' } as const;
  return format in own ? own[format as keyof typeof own] : pictures > 0 ? 'zip' : format;
}

/** How far an export has got: what the server is at, then how much of the file has come; and a way out of it. */
function Exporting({
  name,
  exportId,
  format,
  received,
  onCancel,
}: {
  name: string;
  exportId: string;
  format: ExportFormat;
  /** How much of the file has come, 0..1; null before its beginning. */
  received: number | null;
  onCancel: () => void;
}) {
  const { t, i18n } = useTranslation('bank');
  const [quiet, setQuiet] = useState(true);
  useEffect(() => {
    const timer = setTimeout(() => setQuiet(false), QUIET_MS);
    return () => clearTimeout(timer);
  }, []);
  const asked = useQuery({
    queryKey: ['export', exportId],
    queryFn: () => call(bankExportRoutes.exportProgress, { params: { exportId } }),
    enabled: received === null && !quiet,
    refetchInterval: ASK_MS,
    gcTime: 0,
  });
  if (quiet) return null;
  const { phase, done, total } = asked.data ?? { phase: 'absent', done: 0, total: 0 };
  const share = received ?? (total > 0 ? done / total : 0);
  const count = (n: number) => n.toLocaleString(i18n.language);
  return (
    <div className="export-progress">
      <div role="status">
        <strong>{name}</strong>
        {' · '}
        {t(`version.exporting.${received === null ? phase : 'receiving'}`, {
          format: t(`version.short.${format}`),
        })}
      </div>
      <Progress
        size="small"
        percent={Math.round(share * 100)}
        status="active"
        aria-label={t('version.exporting.progress')}
        {...(received === null && total > 0 ? { format: () => `${count(done)} / ${count(total)}` } : {})}
      />
      <Button danger onClick={onCancel}>
        {t('version.exporting.cancel')}
      </Button>
    </div>
  );
}

interface Props {
  version: BankVersionRow;
  /** Where there is room to say how far it is: a cell of a table has none. */
  beside: HTMLElement | null;
}

/** A version as a file of a format one chooses, with how far that is. */
export function ExportVersion({ version, beside }: Props) {
  const { t } = useTranslation('bank');
  const control = useRef<AbortController>(null);
  const [running, setRunning] = useState<{ exportId: string; format: ExportFormat }>();
  const [received, setReceived] = useState<number | null>(null);
  const [tooLarge, setTooLarge] = useState<TooLarge | null>(null);
  const load = useMutation({
    mutationFn: async (format: ExportFormat) => {
      const exportId = newUploadId();
      const mine = new AbortController();
      control.current = mine;
      setRunning({ exportId, format });
      setReceived(null);
      setTooLarge(null);
      const got = await downloadExport({ hash: version.hash, format, exportId }, setReceived, mine.signal);
      keep(got.blob, `${version.name}-${version.hash.slice(0, 8)}.${endingOf(format, version.pictures)}`);
      setTooLarge(got.tooLarge);
    },
    onSettled: () => setRunning(undefined),
  });
  const failure = load.error instanceof Failure && load.error.code === 'CANCELLED' ? null : load.error;
  const megabytes = (n: number) => Math.ceil(n / 1_048_576);
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          items: exportFormat.options.map((key) => ({ key, label: t(`version.as.${key}`) })),
          onClick: ({ key }) => load.mutate(exportFormat.parse(key)),
        }}
        disabled={load.isPending}
      >
        <Button icon={<DownloadOutlined aria-hidden />} loading={load.isPending}>
          {t('version.export')}
        </Button>
      </Dropdown>
      {beside &&
        createPortal(
          <>
            {running && (
              <Exporting
                key={running.exportId}
                {...running}
                name={version.name}
                received={received}
                onCancel={() => control.current?.abort()}
              />
            )}
            <FailureNote failure={failure} />
            {tooLarge && (
              <Alert
                type="warning"
                showIcon
                closable
                onClose={() => setTooLarge(null)}
                title={t('version.tooLarge', {
                  size: megabytes(tooLarge.bytes),
                  limit: Math.floor(tooLarge.limit / 1_048_576),
                })}
              />
            )}
          </>,
          beside,
        )}
    </>
  );
}
