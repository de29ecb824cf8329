/** Pictures of what is inside a store: the ways to them. The pictures themselves load when they are asked for (Pictures.tsx). */
export { BreachMarks, BreachesButton } from './BreachMarks'
export { InsideButton } from './InsideButton'
export { closePictures, picturesOf, showPicture, usePictures } from './pictureStore'
