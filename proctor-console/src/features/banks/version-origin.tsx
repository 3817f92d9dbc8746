import { DownloadOutlined } from '@ant-design/icons';
import { Button, Collapse, Empty } from 'antd';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { importRoutes, type KeptImport } from 'exam-contract/http/imports';
import { call } from '../../net/api';
import { Answer } from '../../ui/answer';
import { DrawerButton } from '../../ui/drawer-button';
import { FailureNote } from '../../ui/failure-note';
import { dayOf, momentOf } from '../../ui/format';
import { keep } from '../../ui/keep';
import { IssueTable } from './issue-table';

/** Format of a draft that is a version published before: nobody uploaded it, and no file was read. */
export const RESTORED = 'version';

/** The file that a draft or a version was read from, as it was uploaded. */
export function OriginalFile({ draftId, fileName }: { draftId: string; fileName: string }) {
  const { t } = useTranslation('bank');
  const load = useMutation({
    mutationFn: async () => keep(await call(importRoutes.file, { params: { draftId } }), fileName),
  });
  return (
    <>
      <Button
        icon={<DownloadOutlined aria-hidden />}
        loading={load.isPending}
        aria-label={t('origin.loadOf', { name: fileName })}
        onClick={() => load.mutate()}
      >
        {t('origin.load')}
      </Button>
      <FailureNote failure={load.error} />
    </>
  );
}

function Columns({ of }: { of: KeptImport }) {
  const { t } = useTranslation(['mapping', 'bank']);
  if (of.sources.length === 0) return <p className="quiet">{t('bank:origin.noColumns')}</p>;
  return of.sources.map((s) => (
    <div key={`${s.file} ${s.name}`}>
      <p className="mono">{[s.file, s.name].filter(Boolean).join(' / ')}</p>
      <ul className="law-short">
        {s.columns.map(({ name, as }, i) => (
          <li key={i}>
            {t('mapping:kept.pair', {
              column: name,
              field: as ? t(`mapping:field.${as}`, { defaultValue: as }) : t('mapping:column.left'),
            })}
          </li>
        ))}
      </ul>
    </div>
  ));
}

function Import({ of }: { of: KeptImport }) {
  const { t, i18n } = useTranslation('bank');
  const at = (who: string | null, when: number | null) =>
    who === null ? '—' : [who, when === null ? '' : momentOf(when, i18n.language)].join(' ');
  const restored = of.format === RESTORED;
  const uploaded: [string, ReactNode][] = [[t('origin.uploaded'), at(of.uploadedBy, of.uploadedAt)]];
  const facts: [string, ReactNode][] = [
    [
      t(restored ? 'origin.restored' : 'draft.file'),
      <span key="file" className="mono">
        {of.fileName}
      </span>,
    ],
    ...(restored ? [] : uploaded),
    [t('origin.submitted'), at(of.submittedBy, of.submittedAt)],
    [t('origin.approved'), at(of.approvedBy, of.approvedAt)],
    [t('version.from'), of.inForceFrom ?? dayOf(of.approvedAt)],
    [t('publish.mode'), of.mode === null ? '—' : t(restored ? 'publish.restored' : `publish.${of.mode}`)],
    [t('count.read'), of.read],
    [t('count.accepted'), of.accepted],
    [t('origin.leftOut'), of.rejected + of.skipped],
    [t('count.issues'), t('count.issuesOf', { errors: of.errors, warnings: of.warnings })],
  ];
  return (
    <section className="origin">
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {of.kept ? (
        <OriginalFile draftId={of.draftId} fileName={of.fileName} />
      ) : (
        <p className="quiet">{t('origin.noFile')}</p>
      )}
      {!restored && (
        <>
          <Collapse
            size="small"
            items={[{ key: 'columns', label: t('origin.columns'), children: <Columns of={of} /> }]}
          />
          <h3>{t('origin.issues')}</h3>
          <IssueTable issues={of.issues} />
        </>
      )}
    </section>
  );
}

function Imports({ hash }: { hash: string }) {
  const { t } = useTranslation('bank');
  const asked = useQuery({
    queryKey: ['imports', hash],
    queryFn: () => call(importRoutes.ofVersion, { params: { hash } }),
  });
  return (
    <Answer of={asked}>
      {({ imports }) =>
        imports.length === 0 ? (
          <Empty description={t('origin.none')} />
        ) : (
          imports.map((of) => <Import key={of.draftId} of={of} />)
        )
      }
    </Answer>
  );
}

/** How a version came to be: file, columns, report, people. */
export function VersionOrigin({ hash, name }: { hash: string; name: string }) {
  const { t } = useTranslation('bank');
  return (
    <DrawerButton label={t('origin.open')} title={t('origin.title', { name })}>
      <Imports hash={hash} />
    </DrawerButton>
  );
}
