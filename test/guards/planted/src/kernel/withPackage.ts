import { zip } from 'fflate'
export const pack = zip
