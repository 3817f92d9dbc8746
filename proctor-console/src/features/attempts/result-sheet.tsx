import { FilePdfOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { attemptRoutes } from 'exam-contract/http/attempts';
import { call } from '../../net/api';
import { FailureNote } from '../../ui/failure-note';

const KEPT_MS = 60_000;

/** Opens the result sheet in a tab of its own, where the browser's own print stands ready. */
export function ResultSheet({ attemptId }: { attemptId: string }) {
  const { t } = useTranslation('attempt');
  const open = useMutation({
    mutationFn: async (tab: Window | null) => {
      try {
        const url = URL.createObjectURL(await call(attemptRoutes.sheet, { params: { attemptId } }));
        if (tab) tab.location.href = url;
        else window.location.assign(url);
        setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
      } catch (err) {
        tab?.close();
        throw err;
      }
    },
  });
  return (
    <>
      {/* The tab is opened while the press lasts: a browser blocks one that comes later. */}
      <Button
        icon={<FilePdfOutlined aria-hidden />}
        loading={open.isPending}
        onClick={() => open.mutate(window.open('', '_blank'))}
      >
        {t('sheet')}
      </Button>
      <FailureNote failure={open.error} />
    </>
  );
}
