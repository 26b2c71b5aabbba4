"""What can go wrong with an object store. The address stands where else the file does."""

from __future__ import annotations

from docproc.errors import DocprocError, InputError, MissingProgram, WrongUse
from docproc.messages import mark


class RemoteMissing(MissingProgram):
    remedy = mark("Install it: {how}; or name a folder instead of an address.")


class NoEndpoint(WrongUse):
    reason = mark("no endpoint of an object store is configured, and docproc never takes one by itself")
    remedy = mark("Set AWS_ENDPOINT_URL to that of your store, http://minio:9000 say (docs/operations.md).")


class WrongEndpoint(WrongUse):
    reason = mark("the endpoint of the object store is no address ({detail})")
    remedy = mark("Write it with http:// or https://, for instance http://minio:9000.")


class NoCredentials(WrongUse):
    reason = mark("no keys for the object store were found")
    remedy = mark("Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE (docs/operations.md).")


class NoBucket(InputError):
    reason = mark("there is no such bucket in the object store")
    remedy = mark("Check the name of the bucket and the endpoint.")


class NothingBelow(DocprocError):
    reason = mark("no object lies below this address")
    remedy = mark("Check the address; capitals matter.")


class AccessDenied(InputError):
    reason = mark("the object store refuses access ({detail})")
    remedy = mark("Let whoever keeps the store give these keys the right to list, read and, for results, write.")


class StoreSilent(DocprocError):
    reason = mark("the object store does not answer ({detail})")
    remedy = mark("Check the endpoint and the network; the same command then goes on where it was.")


class StoreRefused(InputError):
    reason = mark("the object store cannot do what was asked ({detail})")
    remedy = mark("Tell whoever keeps the store what stands in the brackets.")


class ObjectGone(InputError):
    reason = mark("the object is not there any more")
    remedy = mark("If it was moved, the same command finds it in its new place.")


class ObjectChanged(InputError):
    reason = mark("the object was replaced by another while it was read")
    remedy = mark("Run the same command again: it is then read as it is now.")


class OddName(DocprocError):
    reason = mark("an object with such a name is not read: no folder could hold it")
    remedy = mark("Rename it: no empty parts, none that is . or .., none of more than 255 bytes.")
