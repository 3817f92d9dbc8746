import { LoadingOutlined } from '@ant-design/icons';
import { QueryClientProvider } from '@tanstack/react-query';
import { App as AntApp, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { useTranslation } from 'react-i18next';
import { BrowserRouter } from 'react-router';
import { SignIn } from './features/staff/sign-in';
import { LineProvider } from './net/line-context';
import { queryClient } from './net/query-client';
import { useSession } from './net/session';
import { Shell } from './shell';
import { theme } from './theme/theme';
import { CrashGuard } from './ui/crash-guard';

export function App() {
  const { i18n } = useTranslation();
  const signedIn = useSession() !== null;
  return (
    <ConfigProvider
      locale={i18n.language === 'en' ? enUS : zhCN}
      theme={theme}
      // The icon's own name is English and would stay part of the button's name while it fades.
      button={{ autoInsertSpace: false, loadingIcon: <LoadingOutlined aria-hidden /> }}
    >
      {/* At the top a note would lie over the head of the page and the way out of a drawer. */}
      <AntApp message={{ top: 'calc(100vh - 72px)' }}>
        <QueryClientProvider client={queryClient}>
          <BrowserRouter basename="/console">
            <CrashGuard>
              {signedIn ? (
                <LineProvider>
                  <Shell />
                </LineProvider>
              ) : (
                <SignIn />
              )}
            </CrashGuard>
          </BrowserRouter>
        </QueryClientProvider>
      </AntApp>
    </ConfigProvider>
  );
}
