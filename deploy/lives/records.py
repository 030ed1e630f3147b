"""Reads topics from their beginning to their end, by librdkafka, which is there wherever `qiaomen` runs: no other
package is needed. Only what its oldest supported version has is used."""
import collections
import ctypes as c

Record = collections.namedtuple("Record", "offset key value headers")

CONSUMER, END_OF_PARTITION = 1, -191


class Message(c.Structure):
    _fields_ = [
        ("error", c.c_int), ("topic", c.c_void_p), ("partition", c.c_int32), ("value", c.c_void_p),
        ("length", c.c_size_t), ("key", c.c_void_p), ("key_length", c.c_size_t), ("offset", c.c_int64),
    ]


def library():
    kafka = c.CDLL("librdkafka.so.1")
    text, handle, size = c.c_char_p, c.c_void_p, c.c_size_t
    for name, result, arguments in (
        ("conf_new", handle, []),
        ("conf_set", c.c_int, [handle, text, text, text, size]),
        ("new", handle, [c.c_int, handle, text, size]),
        ("poll_set_consumer", c.c_int, [handle]),
        ("query_watermark_offsets", c.c_int, [handle, text, c.c_int32, *[c.POINTER(c.c_int64)] * 2, c.c_int]),
        ("topic_partition_list_new", handle, [c.c_int]),
        ("topic_partition_list_add", handle, [handle, text, c.c_int32]),
        ("topic_partition_list_set_offset", c.c_int, [handle, text, c.c_int32, c.c_int64]),
        ("topic_partition_list_destroy", None, [handle]),
        ("assign", c.c_int, [handle, handle]),
        ("consumer_poll", c.POINTER(Message), [handle, c.c_int]),
        ("message_headers", c.c_int, [c.POINTER(Message), c.POINTER(handle)]),
        ("header_get_last", c.c_int, [handle, text, c.POINTER(handle), c.POINTER(size)]),
        ("message_destroy", None, [c.POINTER(Message)]),
        ("consumer_close", c.c_int, [handle]),
        ("destroy", None, [handle]),
    ):
        function = getattr(kafka, f"rd_kafka_{name}")
        function.restype, function.argtypes = result, arguments
    return kafka


class Reader:
    """One connection to a cluster."""

    def __init__(self, broker):
        self.kafka = library()
        settings = {
            "bootstrap.servers": broker, "group.id": "qiaomen-lives", "enable.auto.commit": "false",
            "enable.partition.eof": "true", "isolation.level": "read_committed", "auto.offset.reset": "error",
            "fetch.wait.max.ms": "20",
        }
        reason = c.create_string_buffer(512)
        configuration = self.kafka.rd_kafka_conf_new()
        for name, value in settings.items():
            if self.kafka.rd_kafka_conf_set(configuration, name.encode(), value.encode(), reason, 512):
                raise OSError(reason.value.decode())
        self.handle = self.kafka.rd_kafka_new(CONSUMER, configuration, reason, 512)
        if not self.handle:
            raise OSError(reason.value.decode())
        self.kafka.rd_kafka_poll_set_consumer(self.handle)

    def close(self):
        self.kafka.rd_kafka_consumer_close(self.handle)
        self.kafka.rd_kafka_destroy(self.handle)

    def beginning(self, topic, partition=0):
        """The first offset that is still there; None if there is no such partition."""
        low, high = c.c_int64(), c.c_int64()
        error = self.kafka.rd_kafka_query_watermark_offsets(
            self.handle, topic.encode(), partition, c.byref(low), c.byref(high), 20_000)
        return None if error else low.value

    def records(self, topic, first=0, partition=0, headers=()):
        """What a partition holds from an offset to its end, as it is now; of the headers those that are named."""
        chosen = self.kafka.rd_kafka_topic_partition_list_new(1)
        self.kafka.rd_kafka_topic_partition_list_add(chosen, topic.encode(), partition)
        self.kafka.rd_kafka_topic_partition_list_set_offset(chosen, topic.encode(), partition, first)
        self.kafka.rd_kafka_assign(self.handle, chosen)
        self.kafka.rd_kafka_topic_partition_list_destroy(chosen)
        while True:
            message = self.kafka.rd_kafka_consumer_poll(self.handle, 30_000)
            if not message:
                raise OSError(f"{topic}: nothing came for 30 seconds")
            try:
                error = message.contents.error
                if error == END_OF_PARTITION:
                    return
                if error:
                    raise OSError(f"{topic}: error {error} of librdkafka")
                yield self.record(message, headers)
            finally:
                self.kafka.rd_kafka_message_destroy(message)

    def record(self, message, names):
        found = message.contents
        key = c.string_at(found.key, found.key_length) if found.key else None
        value = c.string_at(found.value, found.length) if found.value else None
        return Record(found.offset, key, value, {name: self.header(message, name) for name in names})

    def header(self, message, name):
        """The last header of that name, as text; None if there is none."""
        headers, value, length = c.c_void_p(), c.c_void_p(), c.c_size_t()
        if self.kafka.rd_kafka_message_headers(message, c.byref(headers)):
            return None
        if self.kafka.rd_kafka_header_get_last(headers, name.encode(), c.byref(value), c.byref(length)):
            return None
        return c.string_at(value, length.value).decode()
