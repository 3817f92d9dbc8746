export * from './model/question';
