import PinterestTarget
import Testing
