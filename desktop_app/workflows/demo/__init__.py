"""The seed story retold with real records: Công an thị xã Từ Sơn, January-July 2020, and eleven more units of the province.

Every record goes in by the ordinary workflows, the way an officer's would; there is no short cut into the store. All
people and numbers of persons are made up. The same figures come out at every run: the story's dice have a fixed seed.
"""

from desktop_app.workflows.demo.run import DemoResult, run

__all__ = ["DemoResult", "run"]
