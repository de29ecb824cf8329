import { shell } from '../shell'
export const english = shell
