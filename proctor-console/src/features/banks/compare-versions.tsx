import { Button, Modal, Select } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bankRoutes, type BankVersionRow } from 'exam-contract/http/banks';
import { call } from '../../net/api';
import { Answer } from '../../ui/answer';
import { DiffView } from './diff-view';

function Difference({ of, other }: { of: string; other: string }) {
  const asked = useQuery({
    queryKey: ['diff', of, other],
    queryFn: () => call(bankRoutes.versionDiff, { params: { hash: of, other } }),
  });
  return (
    <Answer of={asked}>
      {(diff) => <DiffView diff={diff} now={{ version: of }} before={{ version: other }} />}
    </Answer>
  );
}

/** What is different in a published version, seen from any other: at first from the one in force. */
export function CompareVersions({
  version,
  versions,
}: {
  version: BankVersionRow;
  /** All that were published, the same content perhaps more than once. */
  versions: readonly BankVersionRow[];
}) {
  const { t } = useTranslation('bank');
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState<string>();
  const others = [...new Map(versions.map((v) => [v.hash, v])).values()].filter(
    (v) => v.hash !== version.hash,
  );
  const inForce = versions.find((v) => v.inForce)?.hash;
  const other = chosen ?? (others.find((v) => v.hash === inForce) ?? others[0])?.hash;
  if (other === undefined) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('version.compare')}</Button>
      <Modal
        open={open}
        width={1000}
        footer={null}
        title={t('version.compareTitle', { name: version.name })}
        onCancel={() => setOpen(false)}
        destroyOnHidden
      >
        <label className="compare-with">
          {t('version.compareWith')}
          <Select
            value={other}
            onChange={setChosen}
            options={others.map((v) => ({
              value: v.hash,
              label: t(v.hash === inForce ? 'version.otherInForce' : 'version.other', {
                name: v.name,
                day: v.inForceFrom,
                hash: v.hash.slice(0, 8),
              }),
            }))}
          />
        </label>
        <Difference of={version.hash} other={other} />
      </Modal>
    </>
  );
}
