import { QueryClient } from '@tanstack/react-query';
import { asFailure } from './failure';

const passing = new Set(['OFFLINE', 'UNAVAILABLE']);

/** Answers of the server by what was asked; only what may pass by itself is asked again. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5000,
      retry: (count, err) => count < 2 && passing.has(asFailure(err).code),
    },
  },
});
