import { greeting } from './words/en/greeting'
export const inEnglish = greeting
