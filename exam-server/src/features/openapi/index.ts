export { openApiDocument, routeGroups } from './document';
