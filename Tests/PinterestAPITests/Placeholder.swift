import PinterestAPI
import Testing
