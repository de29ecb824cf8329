import { createElement } from 'react'
export const shell = createElement
